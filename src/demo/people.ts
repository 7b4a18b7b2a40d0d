// The people of the demonstration: invented, with addresses that cannot exist (RFC 2606), one shared password.
import { addMembership, createPerson, recordValue } from '#people'
import { type Capacity, DEMO_TOTP_SECRET, hashPassword, setTotp } from '#signin'
import type { Role } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { type Territory, territory } from '#territory'
import { type Elected, electPeople } from './elected/elect.ts'

export const DEMO_PASSWORD = 'parvis-demo-2026'

interface DemoPerson {
  email: string
  name: string
  /** Who the account is, for whoever tries the demonstration; absent: a colleague nobody signs in as. */
  shown?: string
  /** What they are elected to, when it is something: they sign in with two proofs, as agents do. */
  elected?: Elected
  /** As what they act for the mayor of Bron: with two proofs too. */
  collaborates?: Capacity
  /** INSEE code of the resident's commune or arrondissement. */
  commune?: string
  /** Authority's code, unit's code, roles. */
  at?: [authority: string, unit: string, ...roles: Role[]][]
}

const METROPOLIS = '200046977'

/** In the order of the contract (see README). Units and roles are explained in definitions/README.md. */
export const demoPeople: readonly DemoPerson[] = [
  {
    email: 'habitante@parvis.example',
    name: 'Lucette Morandat',
    shown: 'habitante de Lyon 3e',
    commune: '69383',
  },
  { email: 'habitant@parvis.example', name: 'Karim Bellecour', shown: 'habitant de Bron', commune: '69029' },
  {
    email: 'piscine@parvis.example',
    name: 'Maud Tassin',
    shown: 'responsable des piscines, partenaire du pass',
    commune: '69029',
  },
  {
    email: 'stade@parvis.example',
    name: 'Loïc Vaise',
    shown: 'responsable d’un stade privé, partenaire du pass',
    commune: '69383',
  },
  { email: 'entree@parvis.example', name: 'Inaya Sathonay', commune: '69383' },
  {
    email: 'accueil@parvis.example',
    name: 'Jeanne Vaugneray',
    shown: 'centre de contact de la métropole',
    at: [[METROPOLIS, 'centre-de-contact', 'reception', 'handler']],
  },
  {
    email: 'voirie@parvis.example',
    name: 'Théo Grangier',
    shown: 'agent de la voirie de la métropole',
    at: [[METROPOLIS, 'voirie-est', 'handler']],
  },
  {
    email: 'chef.voirie@parvis.example',
    name: 'Samira Benkhelil',
    shown: 'responsable de la voirie de la métropole',
    at: [[METROPOLIS, 'voirie', 'manager']],
  },
  {
    email: 'agent.bron@parvis.example',
    name: 'Odile Perrachon',
    shown: 'mairie de Bron, accueil',
    at: [['69029', 'accueil', 'reception', 'handler']],
  },
  {
    email: 'agent.mions@parvis.example',
    name: 'Bastien Chavassieux',
    shown: 'mairie de Mions',
    at: [
      ['69283', 'accueil', 'reception', 'handler'],
      ['69283', 'services-techniques', 'handler'],
    ],
  },
  {
    email: 'admin@parvis.example',
    name: 'Inès Fourvière',
    shown: 'administration de la métropole',
    at: [[METROPOLIS, 'centre-de-contact', 'admin']],
  },
  {
    email: 'admin.bron@parvis.example',
    name: 'Paul Essarts',
    shown: 'administration de Bron',
    at: [['69029', 'accueil', 'admin']],
  },
  {
    email: 'maire.bron@parvis.example',
    name: 'Hélène Saunier',
    shown: 'maire de Bron, conseillère de la métropole',
    elected: 'mayor',
  },
  {
    email: 'cabinet.bron@parvis.example',
    name: 'Nadia Terreaux',
    shown: 'directrice de cabinet de la maire de Bron',
    collaborates: 'cabinet',
  },
  {
    email: 'secretariat.bron@parvis.example',
    name: 'Colette Parilly',
    shown: 'secrétaire de la maire de Bron',
    collaborates: 'secretariat',
  },
  {
    email: 'elue@parvis.example',
    name: 'Aïcha Montrochet',
    shown: 'conseillère de la métropole',
    elected: 'councillor',
  },
  {
    email: 'communication@parvis.example',
    name: 'Violette Ampère',
    shown: 'direction de la communication',
    at: [[METROPOLIS, 'communication', 'handler', 'editor']],
  },
  {
    email: 'gaspard.archives@parvis.example',
    name: 'Gaspard Confluence',
    at: [[METROPOLIS, 'archives', 'handler']],
  },
  {
    email: 'solene.rh@parvis.example',
    name: 'Solène Monchat',
    shown: 'ressources humaines de la métropole',
    at: [[METROPOLIS, 'ressources-humaines', 'handler']],
  },
  {
    email: 'yanis.numerique@parvis.example',
    name: 'Yanis Paquet',
    at: [
      [METROPOLIS, 'numerique', 'handler'],
      [METROPOLIS, 'moyens-generaux', 'handler'],
    ],
  },
  {
    email: 'malo.vauzelle@parvis.example',
    name: 'Malo Vauzelle',
    at: [[METROPOLIS, 'voirie-est', 'handler']],
  },
  {
    email: 'nora.gerland@parvis.example',
    name: 'Nora Gerland',
    at: [
      [METROPOLIS, 'voirie-centre', 'handler'],
      [METROPOLIS, 'voirie-sud', 'handler'],
    ],
  },
  {
    email: 'hugo.saone@parvis.example',
    name: 'Hugo Saône',
    at: [
      [METROPOLIS, 'voirie-nord', 'handler'],
      [METROPOLIS, 'voirie-ouest', 'handler'],
    ],
  },
  {
    email: 'awa.proprete@parvis.example',
    name: 'Awa Tassin',
    at: [
      [METROPOLIS, 'proprete', 'handler'],
      [METROPOLIS, 'dechets', 'handler'],
    ],
  },
  {
    email: 'lise.arbres@parvis.example',
    name: 'Lise Parilly',
    at: [
      [METROPOLIS, 'arbres', 'handler'],
      [METROPOLIS, 'eau', 'handler'],
      [METROPOLIS, 'signalisation', 'handler'],
      [METROPOLIS, 'mobilites', 'handler'],
    ],
  },
  {
    email: 'remi.bron@parvis.example',
    name: 'Rémi Terraillon',
    at: [['69029', 'services-techniques', 'handler']],
  },
  {
    email: 'sacha.habitat@parvis.example',
    name: 'Sacha Monplaisir',
    at: [
      [METROPOLIS, 'habitat-energie', 'handler'],
      [METROPOLIS, 'urbanisme', 'handler'],
      [METROPOLIS, 'colleges', 'handler'],
    ],
  },
  {
    email: 'farah.solidarites@parvis.example',
    name: 'Farah Jacquard',
    at: [
      [METROPOLIS, 'autonomie', 'handler'],
      [METROPOLIS, 'maisons-de-la-metropole', 'handler'],
    ],
  },
  {
    email: 'elodie.voirie@parvis.example',
    name: 'Élodie Ferrandière',
    at: [[METROPOLIS, 'voirie', 'steward']],
  },
  {
    email: 'marius.redaction@parvis.example',
    name: 'Marius Caluire',
    at: [['69029', 'accueil', 'editor']],
  },
  {
    email: 'ines.chiffres@parvis.example',
    name: 'Inès Perrache',
    at: [['69029', 'accueil', 'analyst']],
  },
]

/**
 * Creates the accounts; the second factor of every agent and elected member has the same known secret.
 * @param definitions the folder that says which bodies there are
 * @returns id by e-mail
 */
export async function createDemoPeople(
  tx: Write,
  secret: Buffer,
  definitions: string,
): Promise<Map<string, number>> {
  const place = await territory(tx)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const ids = new Map<string, number>()
  for (const person of demoPeople)
    ids.set(person.email, await createOne(tx, place, person, passwordHash, secret))
  const own = demoPeople.flatMap(({ elected, name, email }) =>
    elected === undefined ? [] : [[elected, { name, personId: ids.get(email) ?? 0 }] as const],
  )
  await electPeople(tx, definitions, new Map(own))
  return ids
}

async function createOne(
  tx: Write,
  place: Territory,
  person: DemoPerson,
  passwordHash: string,
  secret: Buffer,
): Promise<number> {
  const { email, name, commune, at = [], elected, collaborates } = person
  const personId = await createPerson(tx, { email, name, passwordHash })
  if (commune !== undefined)
    await recordValue(tx, {
      personId,
      valueId: 'commune',
      value: commune,
      source: 'declared',
      level: 'declared',
    })
  if (at.length > 0 || elected !== undefined || collaborates !== undefined)
    await setTotp(tx, secret, personId, DEMO_TOTP_SECRET)
  for (const [code, unitCode, ...roles] of at) {
    const authority = place.authorityByCode(code)
    const unit =
      authority === undefined ? undefined : place.unitsOf(authority.id).find((item) => item.code === unitCode)
    if (unit === undefined) throw new Error(`demo: no unit ${unitCode} in ${code}`)
    for (const role of roles) await addMembership(tx, { personId, unitId: unit.id, role, from: '2015-01-01' })
  }
  return personId
}

const TOWN_HALL_NAMES = [
  'Camille',
  'Dominique',
  'Claude',
  'Sacha',
  'Alix',
  'Maxime',
  'Andréa',
  'Charlie',
  'Eden',
  'Morgan',
]

/** One agent in every unit of every commune that has none yet: requests everywhere find somebody. */
export async function createTownHallPeople(tx: Write, secret: Buffer): Promise<void> {
  const place = await territory(tx)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const [index, authority] of place.authorities.filter((item) => item.level === 'commune').entries()) {
    const name = `${TOWN_HALL_NAMES[index % TOWN_HALL_NAMES.length]} ${authority.name.split(/[ -]/).at(-1)}`
    const personId = await createPerson(tx, {
      email: `mairie.${authority.slug}@parvis.example`,
      name,
      passwordHash,
    })
    await setTotp(tx, secret, personId, DEMO_TOTP_SECRET)
    for (const unit of place.unitsOf(authority.id))
      await addMembership(tx, { personId, unitId: unit.id, role: 'handler', from: '2015-01-01' })
  }
}
