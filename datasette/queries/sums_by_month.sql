-- By the day of submission as the site prints it; applications without one have the last line.
-- What was asked for, awarded and paid out are sums of their own, each beside its count.
SELECT substr(submitted_on, 1, 7) AS month, count(*) AS applications,
    sum(requested_kopecks) AS requested_kopecks, count(requested_kopecks) AS requested_of,
    sum(status = 'won') AS won,
    sum(iif(status = 'won', awarded_kopecks, NULL)) AS awarded_kopecks,
    sum(status = 'won' AND awarded_kopecks IS NOT NULL) AS awarded_of,
    sum(iif(status = 'won', disbursed_kopecks, NULL)) AS disbursed_kopecks,
    sum(status = 'won' AND disbursed_kopecks IS NOT NULL) AS disbursed_of,
    currency, max(coalesce(last_changed, first_seen)) AS last_changed
FROM grants
WHERE (:region = '' OR region = region_code(:region))
    AND (:direction = '' OR instr(direction, :direction) > 0)
    AND (:source = '' OR source_id = :source)
GROUP BY month, currency
ORDER BY month IS NULL, month, currency
