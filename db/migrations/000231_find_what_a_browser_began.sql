-- What a browser began follows whoever signs in there: found by its visitor, sent or not.
create index draft_of_visitor on forms.draft (visitor_id) where visitor_id is not null;
drop index forms.draft_visitor;
create index file_of_visitor on platform.file (visitor_id) where visitor_id is not null;
create index kept_post_of_visitor on platform.kept_post (visitor_id);
