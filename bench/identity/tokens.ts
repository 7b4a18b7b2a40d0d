// Sites that hold refresh tokens: one real sign-in through the site, with consent given, is the model of all the others.
import { Agent } from 'node:http'
import { createHash, randomBytes } from 'node:crypto'
import { addClient } from '#identity'
import type { World } from '../world.ts'
import { type Browser, exchange, fieldOf, openBrowser } from './browser.ts'
import { tokenSql } from './accounts.ts'
import { emailOf, PASSWORD, type Site } from './course.ts'

const REDIRECT = 'https://banc.example/retour'

/** Registers the relying site. */
export async function openSite({ db, config }: World): Promise<Site> {
  const made = await addClient(db, config.publicUrl, {
    authority: '69029',
    sector: 'etat-civil',
    name: 'Site du banc',
    redirectUris: [REDIRECT],
    postLogoutUris: [],
    backchannelUri: null,
    authMethod: 'client_secret_basic',
    jwks: null,
    jwksUri: null,
    privateHosts: [],
    allowedValues: ['name', 'email'],
    requiredValues: [],
    userinfoSigned: false,
    concessions: [],
  })
  return { id: made.client_id, secret: made.client_secret ?? '', redirectUri: REDIRECT }
}

/** The people of numbers 1 to `count` have agreed to what the site asks. */
export async function giveConsents({ owner }: World, site: Site, count: number): Promise<void> {
  await owner.query(
    `insert into identity.consent (person_id, client_id, scopes, granted, refused, given_at, last_used_at)
     select p.id, $1, m.scopes, m.granted, m.refused, m.given_at, m.last_used_at
     from generate_series(2, $2::int) g join accounts.person p on lower(p.email) = 'personne.' || g || '@banc.example',
       (select * from identity.consent where client_id = $1 limit 1) m
     on conflict do nothing`,
    [site.id, count],
  )
  await owner.query('vacuum analyze identity.consent')
}

/** Person 1 signs in at the site, agrees, and the site gets a refresh token. */
export async function signInOnce(origin: string, site: Site): Promise<void> {
  const agent = new Agent({ keepAlive: true })
  const browser = openBrowser(agent, origin, '10.9.9.9')
  const verifier = randomBytes(32).toString('base64url')
  const code = await agreedCode(browser, site, verifier)
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: site.redirectUri,
    code_verifier: verifier,
  })
  const headers = { authorization: `Basic ${Buffer.from(`${site.id}:${site.secret}`).toString('base64')}` }
  const answer = await exchange(agent, new URL('/oidc/token', origin), { method: 'POST', body, headers })
  agent.destroy()
  if (answer.status !== 200 || !answer.text.includes('refresh_token'))
    throw new Error(`no refresh token: ${answer.text}`)
}

async function agreedCode(browser: Browser, site: Site, verifier: string): Promise<string> {
  const asked = new URLSearchParams({
    client_id: site.id,
    redirect_uri: site.redirectUri,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    prompt: 'consent',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  let answer = await browser.ask(`/oidc/auth?${asked.toString()}`)
  for (let steps = 0; steps < 14; steps++) {
    const to = answer.location
    if (to?.startsWith(site.redirectUri)) return new URL(to).searchParams.get('code') ?? ''
    answer = await (to === null ? fillIn(browser, answer.text) : browser.ask(to))
  }
  throw new Error(`no way through: ${answer.status} ${answer.text.slice(0, 500)}`)
}

function fillIn(browser: Browser, page: string) {
  const question = /action="(\/autorisation\/[^"/]+)"/.exec(page)?.[1]
  const body = new URLSearchParams({ _csrf: fieldOf(page, '_csrf') })
  if (question === undefined) {
    body.set('suite', fieldOf(page, 'suite').replaceAll('&amp;', '&'))
    body.set('email', emailOf(1))
    body.set('password', PASSWORD)
  } else for (const value of ['name', 'email']) body.append('valeur', value)
  return browser.ask(question ?? '/connexion', { method: 'POST', body })
}

/** Gives the people of numbers 1 to `count` what the model got: a grant and a refresh token. @returns rows made */
export async function copyTokens({ owner }: World, site: Site, count: number): Promise<number> {
  const grant = `'grant-' || g`
  // A base that is used again holds those of another run, for another site.
  await owner.query('delete from identity.artifact where client_id <> $1', [site.id])
  const { rowCount } = await owner.query(
    `insert into identity.artifact (model, id, payload, grant_id, uid, user_code, person_id, client_id, expires_at, consumed_at)
     select m.model,
       sha256(convert_to(case m.model when 'Grant' then ${grant} else ${tokenSql('refresh', 'g')} end, 'utf8')),
       (m.payload::jsonb || jsonb_build_object('accountId', p.id::text)
         || case m.model when 'Grant' then '{}' else jsonb_build_object('grantId', ${grant}) end)::json,
       case when m.model = 'RefreshToken' then ${grant} end, null, null, p.id, m.client_id, m.expires_at, null
     from generate_series(1, $2::int) g
     join accounts.person p on lower(p.email) = 'personne.' || g || '@banc.example',
       (select distinct on (model) * from identity.artifact
        where client_id = $1 and model in ('Grant', 'RefreshToken') and consumed_at is null order by model, expires_at) m
     on conflict do nothing`,
    [site.id, count],
  )
  await owner.query('vacuum analyze identity.artifact')
  return rowCount ?? 0
}
