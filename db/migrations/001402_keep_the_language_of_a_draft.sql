-- Whoever fills a form chooses the language in which they read it: the draft keeps it, on every device. Null: French.
alter table forms.draft add column language text check (language ~ '^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$');
grant insert (language), update (language) on forms.draft to parvis_app;
