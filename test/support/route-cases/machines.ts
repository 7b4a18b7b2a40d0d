import { open, type RouteCase } from './case.ts'

/** Asked without what a program must bring: the protocol's own refusal, the same for everybody, whatever cookies they have. */
const refused = (url: string, status: number): RouteCase => open(url, [status])

/** What programs call, and what an engine or a probe answers: no cookie of ours opens any of it. */
export const machines: Readonly<Record<string, RouteCase>> = {
  'GET /metrics': open('/metrics'),
  'GET /api/v1/services': open('/api/v1/services'),
  'GET /api/v1/services/:slug': open('/api/v1/services/signaler-un-nid-de-poule'),
  'GET /api/v1/openapi.json': open('/api/v1/openapi.json'),
  'GET /api': open('/api'),
  'GET /assets/*': refused('/assets/rien.css', 404),
  'GET /healthz': open('/healthz'),
  'GET /readyz': open('/readyz'),
  'GET /.well-known/openid-configuration': open('/.well-known/openid-configuration'),
  'GET /oidc/jwks': open('/oidc/jwks'),
  'GET /oidc/auth': refused('/oidc/auth', 400),
  'POST /oidc/auth': { ...refused('/oidc/auth', 303), values: {} },
  'GET /oidc/auth/:uid': refused('/oidc/auth/fausse', 400),
  'POST /oidc/request': { ...refused('/oidc/request', 400), values: {} },
  'POST /oidc/token': { ...refused('/oidc/token', 400), values: {} },
  'GET /oidc/me': refused('/oidc/me', 401),
  'POST /oidc/me': { ...refused('/oidc/me', 401), values: {} },
  'POST /oidc/token/introspection': { ...refused('/oidc/token/introspection', 400), values: {} },
  'POST /oidc/token/revocation': { ...refused('/oidc/token/revocation', 400), values: {} },
  'GET /oidc/session/end': open('/oidc/session/end'),
  'POST /oidc/session/end/confirm': { ...refused('/oidc/session/end/confirm', 400), values: {} },
  'GET /oidc/session/end/success': open('/oidc/session/end/success'),
}
