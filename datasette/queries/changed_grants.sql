-- What the sites themselves changed or took down; what our parser read anew is not here.
SELECT changes.seen_at, 'changed' AS kind, grants.id AS grant_id, grants.title,
    grants.organisation_id, grants.organisation, grants.region, changes.field, changes.old,
    changes.new, changes.origin, grants.source_id, grants.url, changes.id AS change_id
FROM changes JOIN grants ON grants.id = changes.record_id
WHERE changes.record_kind = 'grant' AND changes.cause = 'source'
    AND changes.field IN ('title', 'organisation', 'status', 'evaluation', 'requested_kopecks',
        'total_kopecks', 'awarded_kopecks', 'disbursed_kopecks', 'decided_on', 'violations')
    AND (:region = '' OR grants.region = region_code(:region))
    AND (:since = '' OR changes.seen_at >= :since)
UNION ALL
SELECT events.at, events.kind, grants.id, grants.title, grants.organisation_id,
    grants.organisation, grants.region, NULL, NULL, NULL, NULL, grants.source_id, grants.url, NULL
FROM events JOIN grants ON grants.source_id = events.source_id AND grants.key = events.record_key
WHERE events.record_kind = 'grant' AND events.kind IN ('missing', 'gone', 'restored')
    AND (:region = '' OR grants.region = region_code(:region))
    AND (:since = '' OR events.at >= :since)
ORDER BY 1 DESC, grant_id
