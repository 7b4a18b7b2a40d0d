-- What a site is allowed that is weaker than the rest, because its software cannot do better (src/identity/concessions.ts).
alter table identity.client add column concessions text[] not null default '{}'
  check (concessions <@ array['without_pkce', 'id_token_values']);
