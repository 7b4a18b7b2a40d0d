-- The search box reads an index in memory, made from the definitions (docs/decisions/022): these texts repeated them.
drop index services.version_search;
drop index services.version_near;
alter table services.version drop column search;
alter table services.version drop column search_title, drop column search_text;
