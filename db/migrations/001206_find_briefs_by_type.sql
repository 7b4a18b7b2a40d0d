-- Each home asks for the newest of a type (briefs, events) and of what was announced: seldom among the newest of all, they were sought through the year of every audience.
create index publication_type on publishing.publication (audience_id, type, dated_at desc, id desc) include (starts_at, ends_at);
create index publication_announced on publishing.publication (audience_id, dated_at desc, id desc) where is_announced;
