-- By every name that the sources give an organisation, without its legal form, as a phrase in any
-- word form; by the number itself; and what was already recognised as speaking of it, with the
-- proof. Names are not unique: where no proof stands, read before you conclude.
WITH meant AS (
    SELECT id FROM organisations WHERE :organisation <> '' AND :organisation IN (inn, ogrn, name)
), named AS (
    SELECT :organisation AS name
    UNION SELECT name FROM organisations JOIN meant USING (id)
    UNION SELECT organisation_names.name FROM organisation_names
        JOIN meant ON organisation_id = meant.id
), found AS (
    SELECT rowid AS id FROM search
    WHERE search MATCH (SELECT any_of_names(json_group_array(name)) FROM named)
        AND rowid < 1099511627776 -- the span of articles, see pipelines.search_ids
    UNION SELECT record_id FROM mentions
    WHERE record_kind = 'article' AND organisation_id IN (SELECT id FROM meant)
)
SELECT articles.id AS article_id, articles.title, articles.published_edtf, articles.source_id,
    articles.region,
    (
        SELECT evidence FROM mentions
        WHERE record_kind = 'article' AND record_id = articles.id
            AND mentions.organisation_id IN (SELECT id FROM meant)
        ORDER BY score DESC LIMIT 1
    ) AS evidence,
    articles.url, articles.first_seen
FROM articles JOIN found USING (id)
WHERE :region = '' OR region = region_code(:region)
ORDER BY sort_utc DESC, articles.id
