-- By every name that the sources give an organisation, without its legal form, as a phrase in any
-- word form; and by the number itself. Names are not unique: read before you conclude.
WITH named AS (
    SELECT :organisation AS name
    UNION SELECT name FROM organisations WHERE :organisation IN (inn, ogrn)
    UNION SELECT organisation_names.name FROM organisations
        JOIN organisation_names ON organisation_id = organisations.id
        WHERE :organisation IN (inn, ogrn)
)
SELECT articles.id AS article_id, articles.title, articles.published_edtf, articles.source_id,
    articles.region, articles.url, articles.first_seen
FROM articles
WHERE search_id IN (
        SELECT rowid FROM search
        WHERE search MATCH (SELECT any_of_names(json_group_array(name)) FROM named)
    )
    AND (:region = '' OR region = region_code(:region))
ORDER BY sort_utc DESC, articles.id
