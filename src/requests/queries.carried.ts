// SQL: which versions of definitions an authority’s requests were made under.
import { type RawBuilder, sql } from 'kysely'

/** True of a version `t` that one of its requests names. */
export const isVersionOf = (authorityId: number): RawBuilder<boolean> =>
  sql<boolean>`(t.kind, t.id, t.version) in (
    select named.* from requests.request r, lateral (values ('form', r.form_id, r.form_version),
      ('workflow', r.workflow_id, r.workflow_version), ('service', r.service_slug, r.service_version)) named
    where r.authority_id = ${authorityId})`
