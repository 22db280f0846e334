-- Organisations with a win of unknown date are left out: nobody can say which was their first.
WITH firsts AS (
    SELECT organisation_id, min(coalesce(decided_on, submitted_on)) AS first_won_on,
        count(*) AS won
    FROM grants WHERE status = 'won' AND organisation_id IS NOT NULL
    GROUP BY organisation_id
    HAVING count(coalesce(decided_on, submitted_on)) = count(*)
)
SELECT first_won_on, grants.organisation_id, organisations.name AS organisation,
    organisations.region, grants.id AS grant_id, grants.title, grants.direction,
    grants.awarded_kopecks, grants.currency, firsts.won, grants.first_seen
FROM firsts
JOIN grants ON grants.organisation_id = firsts.organisation_id AND grants.status = 'won'
    AND coalesce(grants.decided_on, grants.submitted_on) = first_won_on
JOIN organisations ON organisations.id = grants.organisation_id
WHERE (:region = '' OR organisations.region = region_code(:region))
    AND (:direction = '' OR instr(grants.direction, :direction) > 0)
    AND first_won_on >= coalesce(
        nullif(:since, ''),
        (SELECT date(max(coalesce(decided_on, submitted_on)), '-1 year') FROM grants
            WHERE status = 'won')
    )
ORDER BY first_won_on DESC, organisation, grants.id
