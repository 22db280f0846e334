-- By the day of submission as the site prints it; applications without one have the last line.
-- What was asked for, awarded and paid out are sums of their own, each beside its count. An
-- application that names no sum has no currency: it counts on its month's line of roubles, or on
-- the only one there is.
WITH named AS (
    SELECT grants.*, substr(submitted_on, 1, 7) AS month,
        coalesce(currency, iif(max(currency = 'RUB') OVER of_month, 'RUB',
            max(currency) OVER of_month)) AS counted_in
    FROM grants
    WHERE (:region = '' OR region = region_code(:region))
        AND (:direction = '' OR instr(direction, :direction) > 0)
        AND (:source = '' OR source_id = :source)
    WINDOW of_month AS (PARTITION BY substr(submitted_on, 1, 7))
)
SELECT month, count(*) AS applications,
    sum(requested_kopecks) AS requested_kopecks, count(requested_kopecks) AS requested_of,
    sum(status = 'won') AS won,
    sum(iif(status = 'won', awarded_kopecks, NULL)) AS awarded_kopecks,
    sum(status = 'won' AND awarded_kopecks IS NOT NULL) AS awarded_of,
    sum(iif(status = 'won', disbursed_kopecks, NULL)) AS disbursed_kopecks,
    sum(status = 'won' AND disbursed_kopecks IS NOT NULL) AS disbursed_of,
    counted_in AS currency, max(coalesce(last_changed, first_seen)) AS last_changed
FROM named
GROUP BY month, counted_in
ORDER BY month IS NULL, month, counted_in
