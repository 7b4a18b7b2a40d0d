// Where the engine answers by itself (routes.provider.ts): in the table, so that their rights stand beside those of pages. Who asks
// is known by the engine: a site by its secret or its key, a person by what their browser holds.
import type { Mounted } from '#platform/db/table.ts'
import { PATHS } from './engine/configuration.ts'

const face = 'api'

const engine = (address: string, action: string, title: string): Mounted => ({
  mounted: address,
  action,
  title,
  face,
})

export const engineRoutes: readonly Mounted[] = [
  engine('GET /.well-known/openid-configuration', 'identity.discover', 'Ce que le compte sait faire'),
  engine(`GET ${PATHS.jwks}`, 'identity.discover', 'Clés publiques du compte'),
  engine(`GET ${PATHS.authorization}`, 'identity.authorize', 'Demande de connexion d’un site'),
  engine(`POST ${PATHS.authorization}`, 'identity.authorize', 'Demande de connexion, envoyée'),
  engine(`GET ${PATHS.authorization}/:uid`, 'identity.authorize', 'Retour d’une question posée'),
  engine(`POST ${PATHS.pushed_authorization_request}`, 'identity.push', 'Demande de connexion, déposée'),
  engine(`POST ${PATHS.token}`, 'identity.exchange', 'Échange d’un code ou d’un jeton'),
  engine(`GET ${PATHS.userinfo}`, 'identity.tell', 'Valeurs données à un site'),
  engine(`POST ${PATHS.userinfo}`, 'identity.tell', 'Valeurs données, par un envoi'),
  engine(`POST ${PATHS.introspection}`, 'identity.inspect', 'Ce que vaut un jeton'),
  engine(`POST ${PATHS.revocation}`, 'identity.revoke', 'Fin d’un jeton'),
  engine(`GET ${PATHS.end_session}`, 'identity.leave', 'Déconnexion demandée par un site'),
  engine(`POST ${PATHS.end_session}/confirm`, 'identity.leave', 'Déconnexion confirmée'),
  engine(`GET ${PATHS.end_session}/success`, 'identity.leave', 'Déconnexion faite'),
]
