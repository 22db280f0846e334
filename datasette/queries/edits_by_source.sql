SELECT stealth_edits.source_id, count(*) AS edits, count(DISTINCT article_id) AS articles,
    sum(field = 'title') AS titles, sum(field IN ('body', 'lead')) AS bodies,
    sum(field = 'published_edtf') AS dates, max(seen_at) AS seen_at
FROM stealth_edits
WHERE (:source = '' OR stealth_edits.source_id = :source)
    AND (:since = '' OR seen_at >= :since)
GROUP BY stealth_edits.source_id
ORDER BY edits DESC, stealth_edits.source_id
