// `/session/end`: sign-out asked by the client (OpenID Connect RP-Initiated Logout 1.0), as strict as the real services.
import type { IncomingMessage } from 'node:http'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { endSession, sessionOf } from './authorize.ts'
import { type Answer, html, redirect } from './http.ts'
import { refusalPage } from './pages.ts'
import type { Client, Service } from './shapes.ts'

/** The client whose ID token this is, expired or not; null when the hint is not one of ours. */
async function clientOfHint(service: Service, hint: string): Promise<Client | null> {
  try {
    const keys = createLocalJWKSet(await service.keys.published())
    const { payload } = await jwtVerify(hint, keys, {
      issuer: service.issuer,
      algorithms: ['ES256', 'RS256'],
      currentDate: new Date(0),
    })
    if (typeof payload.at_hash !== 'string') return null
    return service.clients.find(({ id }) => id === payload.aud) ?? null
  } catch {
    return null
  }
}

export async function logout(
  service: Service,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<Answer> {
  const refuse = (code: string, message: string) => html(refusalPage(service.flavour, { code, message }), 400)
  const client = await clientOfHint(service, query.get('id_token_hint') ?? '')
  if (client === null) return refuse('Y030111', 'id_token_hint manque, ou n’est pas un jeton de ce service.')
  const target = query.get('post_logout_redirect_uri') ?? ''
  if (!client.postLogoutRedirectUris.includes(target))
    return refuse('Y030111', 'post_logout_redirect_uri n’est pas exactement une adresse enregistrée.')
  const state = query.get('state') ?? ''
  if (service.flavour.logoutNeedsSession && state === '') return refuse('Y030111', 'state manque.')
  if (service.flavour.logoutNeedsSession && sessionOf(service, request) === null)
    return refuse('Y030110', 'Aucune session dans ce navigateur.')
  const back = new URL(target)
  if (state !== '') back.searchParams.set('state', state)
  return { ...redirect(back.href), cookie: endSession(service, request) }
}
