-- The 300 largest awards of the choice, less those that any article names: the organisation by its
-- name without the legal form, or the project by its title, in any word form.
WITH largest AS (
    SELECT grants.id, grants.title, grants.organisation_id,
        coalesce(organisations.name, grants.organisation) AS organisation, grants.region,
        grants.awarded_kopecks, grants.currency, grants.submitted_on, grants.source_id,
        grants.first_seen
    FROM grants LEFT JOIN organisations ON organisations.id = grants.organisation_id
    WHERE status = 'won' AND (:region = '' OR grants.region = region_code(:region))
        AND (:direction = '' OR instr(direction, :direction) > 0)
        AND (:year = '' OR substr(coalesce(submitted_on, decided_on, starts_on), 1, 4) = :year)
    ORDER BY awarded_kopecks IS NULL, awarded_kopecks DESC, grants.id LIMIT 300
)
SELECT id AS grant_id, title, organisation_id, organisation, region, awarded_kopecks, currency,
    submitted_on, source_id, first_seen
FROM largest
WHERE NOT EXISTS (SELECT 1 FROM mentions WHERE mentions.grant_id = largest.id)
    AND NOT EXISTS (
        SELECT 1 FROM mentions WHERE mentions.organisation_id = largest.organisation_id
    )
    AND NOT EXISTS (
        SELECT 1 FROM search
        WHERE search MATCH any_of_names(json_array(largest.organisation, largest.title))
            AND rowid < 1099511627776 -- the span of articles, see pipelines.search_ids
    )
ORDER BY awarded_kopecks IS NULL, awarded_kopecks DESC, grant_id
