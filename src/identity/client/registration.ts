// The form that registers a site: its fields, each written once, and what they become.
import { BadInput } from '#platform/errors.ts'
import type { Values } from '#platform/http/route.ts'
import { field, lineOf, several, words } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import type { Authority } from '#territory'
import { CONCESSIONS } from '../store/concessions.ts'
import type { ClientRow } from '../store/queries.client.ts'
import { AUTH_METHODS, type NewClient } from '../store/registered.ts'
import { askedLabel, VALUES } from '../store/values.ts'
import type { ClientChange } from './client.ts'

const line = lineOf(1000)
const values = VALUES.map(({ id }) => [id, askedLabel(id)] as const)

const name = field({
  label: 'Nom du site',
  hint: 'Tel que les habitants le connaissent.',
  control: 'line',
  type: line,
  medium: true,
})
const addresses = {
  redirect: field({
    label: 'Adresses de retour',
    hint: 'Une par ligne, exactes, en https.',
    control: 'text',
    rows: 3,
    type: words,
  }),
  postlogout: field({
    label: 'Adresses après déconnexion',
    hint: 'Une par ligne.',
    optional: true,
    control: 'text',
    rows: 2,
    type: words,
  }),
  backchannel: field({
    label: 'Adresse à prévenir des déconnexions',
    optional: true,
    control: 'url',
    type: line,
  }),
}
const auth = field({
  label: 'Comment le site s’identifie',
  control: [
    ['client_secret_basic', 'Par un secret, dans l’en-tête', 'Le plus courant (client_secret_basic).'],
    ['client_secret_post', 'Par un secret, dans le formulaire', 'client_secret_post'],
    ['private_key_jwt', 'Par sa propre clé', 'private_key_jwt'],
  ],
  type: line,
})
const asked = {
  keys: field({
    label: 'Adresse de ses clés publiques',
    hint: 'Seulement s’il s’identifie par sa propre clé.',
    optional: true,
    control: 'url',
    type: line,
  }),
  values: field({ label: 'Ce que le site peut demander', control: { several: values }, type: several }),
  required: field({
    label: 'Ce dont il ne peut pas se passer',
    hint: 'La personne en est prévenue\u00a0; elle ne peut pas le décocher.',
    optional: true,
    control: { several: values },
    type: several,
  }),
  concessions: field({
    label: 'Si son logiciel ne sait pas faire mieux',
    hint: 'Ces réglages affaiblissent la connexion. Laissez-les vides si le site fonctionne sans eux.',
    optional: true,
    control: { several: CONCESSIONS.map(({ id, label, hint }) => [id, label, hint] as const) },
    type: several,
  }),
}

/** What may change of a site in service. */
export const edition = formOf({ name, ...addresses, ...asked })
type Edition = ReadFields<typeof edition.fields>

export const registration = formOf({
  authority: field({
    label: 'Collectivité responsable',
    control: { list: [] },
    type: line,
    medium: true,
  }),
  name,
  sector: field({
    label: 'Secteur',
    hint: 'Par exemple etat-civil ou scolaire. Les sites d’un même secteur reconnaissent une personne sous le même identifiant\u00a0; ceux d’un autre secteur, jamais.',
    control: 'line',
    type: line,
    medium: true,
  }),
  ...addresses,
  auth,
  ...asked,
})
type Registration = ReadFields<typeof registration.fields>

/** A site as its form shows it. */
export const asTyped = (client: ClientRow): Values => ({
  name: client.name,
  redirect: client.redirectUris.join('\n'),
  postlogout: client.postLogoutUris.join('\n'),
  backchannel: client.backchannelUri ?? '',
  keys: client.jwksUri ?? '',
  values: [...client.allowedValues],
  required: [...client.requiredValues],
  concessions: [...client.concessions],
})

/** What was typed, as a change. */
export function toChange(typed: Edition): ClientChange {
  return {
    name: typed.name,
    redirectUris: typed.redirect,
    postLogoutUris: typed.postlogout,
    backchannelUri: typed.backchannel || null,
    jwksUri: typed.keys || null,
    allowedValues: [...new Set([...typed.values, ...typed.required])],
    requiredValues: typed.required,
    concessions: [...new Set(typed.concessions)],
  }
}

/** What was typed, as a registration. @throws BadInput */
export function toClient(
  typed: Registration,
  authorities: readonly Pick<Authority, 'id' | 'code'>[],
): NewClient {
  const authority = authorities.find(({ code }) => code === typed.authority)
  if (authority === undefined)
    throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité que vous administrez.' }])
  const authMethod = AUTH_METHODS.find((method) => method === typed.auth)
  if (authMethod === undefined)
    throw new BadInput([{ field: 'auth', message: 'Choisissez comment le site s’identifie.' }])
  return {
    ...toChange(typed),
    authorityId: authority.id,
    sector: typed.sector,
    authMethod,
    jwks: null,
    // Only the operator opens the internal network, from the command line.
    privateHosts: [],
    userinfoSigned: false,
  }
}
