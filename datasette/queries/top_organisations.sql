-- Sums of different currencies are never added: one line an organisation and currency.
SELECT grants.organisation_id, coalesce(organisations.name, grants.organisation) AS organisation,
    coalesce(organisations.region, grants.region) AS region,
    sum(iif(status = 'won', awarded_kopecks, NULL)) AS awarded_kopecks,
    sum(status = 'won' AND awarded_kopecks IS NOT NULL) AS awarded_of,
    sum(status = 'won') AS won, count(*) AS applications, currency,
    max(coalesce(grants.last_changed, grants.first_seen)) AS last_changed
FROM grants LEFT JOIN organisations ON organisations.id = grants.organisation_id
WHERE (:region = '' OR grants.region = region_code(:region))
    AND (:direction = '' OR instr(direction, :direction) > 0)
    AND (:year = '' OR substr(coalesce(submitted_on, decided_on, starts_on), 1, 4) = :year)
GROUP BY grants.organisation_id,
    iif(grants.organisation_id IS NULL, grants.organisation, NULL), currency
HAVING sum(status = 'won') > 0
ORDER BY awarded_kopecks DESC NULLS LAST, won DESC, organisation
