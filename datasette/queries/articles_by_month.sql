-- By the calendar date of each source's own zone. Articles of which only a month or a year is
-- known, and those without a date, have lines of their own. Counted over an index alone.
SELECT substr(coalesce(published_on, published_edtf), 1, 7) AS month,
    CASE WHEN published_on IS NOT NULL THEN 'day' WHEN published_edtf IS NOT NULL THEN 'coarser'
        ELSE 'undated' END AS known,
    iif(:by = 'source', source_id, NULL) AS source_id, count(*) AS articles,
    count(DISTINCT source_id) AS sources
FROM articles
WHERE (:source = '' OR source_id = :source)
    AND (:region = '' OR region = region_code(:region))
GROUP BY 1, 2, 3
ORDER BY known = 'undated', month, known = 'coarser', 3
