SELECT kind, count(*) AS leads, sum(explained) AS explained_of,
    count(DISTINCT organisation_id) AS organisations, max(first_seen) AS first_seen
FROM leads
WHERE (:region = '' OR region = region_code(:region))
    AND (:source = '' OR source_id = :source)
GROUP BY kind
ORDER BY leads DESC, kind
