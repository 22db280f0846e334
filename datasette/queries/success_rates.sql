-- Only decided applications count: what is under review may still be won.
SELECT CASE :by WHEN 'region' THEN region WHEN 'source' THEN source_id
        WHEN 'year' THEN substr(coalesce(submitted_on, decided_on, starts_on), 1, 4)
        ELSE direction END AS part,
    round(100.0 * sum(status = 'won') / nullif(sum(status IN ('won', 'not_supported')), 0), 1)
        AS success_percent,
    sum(status = 'won') AS won, sum(status = 'not_supported') AS not_supported,
    sum(status = 'under_review') AS under_review, sum(status = 'withdrawn') AS withdrawn,
    sum(status IS NULL OR status = 'other') AS other_status, count(*) AS applications,
    max(coalesce(last_changed, first_seen)) AS last_changed
FROM grants
WHERE (:region = '' OR region = region_code(:region))
    AND (:direction = '' OR instr(direction, :direction) > 0)
    AND (:year = '' OR substr(coalesce(submitted_on, decided_on, starts_on), 1, 4) = :year)
GROUP BY part
ORDER BY part IS NULL, iif(:by = 'year', part, NULL),
    sum(status IN ('won', 'not_supported')) DESC, part
