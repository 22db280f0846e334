SELECT calls.id AS competition_id, calls.title, calls.standing, calls.closes_edtf,
    calls.opens_edtf, calls.organiser, calls.minimum_kopecks, calls.maximum_kopecks,
    calls.currency, calls.regions, calls.source_id, calls.url, competitions.last_changed,
    competitions.first_seen
FROM calls JOIN competitions USING (id)
WHERE calls.standing IN ('open', 'announced')
    AND (:source = '' OR calls.source_id = :source)
    AND (:until = '' OR calls.closes_by_utc < date(:until, '+1 day'))
ORDER BY calls.closes_by_utc IS NULL, calls.closes_by_utc, calls.id
