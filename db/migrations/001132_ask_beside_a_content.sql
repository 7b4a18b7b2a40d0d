-- A questionnaire may go with a content of whoever publishes it: where that is put first for somebody of whom it is asked, it is asked there.
alter table surveys.survey add column content_id integer references publishing.content on delete set null;
create index survey_content on surveys.survey (content_id, closes_on) where content_id is not null;
grant insert (content_id), update (content_id) on surveys.survey to parvis_app;
alter policy asked on surveys.survey with check (platform.helper_id() is null
  and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  and (content_id is null or publishing.publishes_content(content_id)));
alter policy readdressed on surveys.survey with check (platform.helper_id() is null
  and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  and (content_id is null or publishing.publishes_content(content_id)));
