// What a client is told before it begins (RFC 7644, 4): what works, and nothing else. Open to anyone, as RFC 7643 (5) wants it: nothing
// of it is an authority's.
import { z } from 'zod'
import { type Call, call, type CallContext, type Told } from '#platform/api/call.ts'
import { GROUP_SCHEMA, USER_SCHEMA } from '../directory/schemas.ts'
import { MOST, pageOf } from '../protocol/answer.ts'
import { CORE, SCIM, ScimError } from '../protocol/dialect.ts'
import { AT } from '../protocol/place.ts'
import { announced, type Schema } from '../protocol/schema.ts'

type Words = Record<string, unknown>

const SCHEMAS: readonly Schema[] = [USER_SCHEMA, GROUP_SCHEMA]

const described = (origin: string, { id, name, description, attributes }: Schema): Words => ({
  schemas: [`${CORE}:Schema`],
  id,
  name,
  description,
  attributes: attributes.map(announced),
  meta: { resourceType: 'Schema', location: `${origin}${AT}/Schemas/${id}` },
})

const resourceType = (origin: string, { id, name, description }: Schema): Words => ({
  schemas: [`${CORE}:ResourceType`],
  id: name,
  name,
  endpoint: `/${name}s`,
  description,
  schema: id,
  meta: { resourceType: 'ResourceType', location: `${origin}${AT}/ResourceTypes/${name}` },
})

const provider = (origin: string): Words => ({
  schemas: [`${CORE}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Clé d’annuaire',
      description:
        'La clé faite à /administration/annuaires, dans l’en-tête Authorization, après «\u00a0Bearer\u00a0».',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${origin}${AT}/ServiceProviderConfig` },
})

const base = { face: 'api', action: 'directory.describe', dialect: SCIM } as const
const words = z.record(z.string(), z.unknown())
const query = z.object({ filter: z.string().optional() })

// RFC 7644, 4: these are read whole.
function refuseFilter(filter: string | undefined): void {
  if (filter !== undefined) throw new ScimError(403, 'Cette adresse ne se filtre pas.')
}

/** A list, and each of it by its id. */
function readable(
  path: 'Schemas' | 'ResourceTypes',
  [title, one]: readonly [string, string],
  show: (origin: string, schema: Schema) => Words,
): Call[] {
  const text = 'Ce que ce serveur comprend.'
  const all = ({ config }: CallContext) => SCHEMAS.map((schema) => show(config.publicUrl, schema))
  return [
    call({
      ...base,
      call: `GET ${AT}/${path}`,
      title,
      text,
      query,
      answer: words,
      async handle(ctx, asked): Promise<Told<Words>> {
        refuseFilter(asked.query.filter)
        return { body: pageOf(SCHEMAS.length, 1, all(ctx)) }
      },
    }),
    call({
      ...base,
      call: `GET ${AT}/${path}/:id`,
      title: one,
      text,
      answer: words,
      async handle(ctx): Promise<Told<Words>> {
        const body = all(ctx).find(({ id }) => id === ctx.params['id'])
        if (body === undefined) throw new ScimError(404, 'Rien ne porte ce nom ici.')
        return { body }
      },
    }),
  ]
}

export const discovery: readonly Call[] = [
  call({
    ...base,
    call: `GET ${AT}/ServiceProviderConfig`,
    title: 'Ce que sait faire ce serveur',
    text: 'Ce qui est pris en charge du protocole SCIM 2.0.',
    query,
    answer: words,
    async handle({ config }, asked): Promise<Told<Words>> {
      refuseFilter(asked.query.filter)
      return { body: provider(config.publicUrl) }
    },
  }),
  ...readable('ResourceTypes', ['Sortes de ressources', 'Une sorte de ressource'], resourceType),
  ...readable('Schemas', ['Schémas', 'Un schéma'], described),
]
