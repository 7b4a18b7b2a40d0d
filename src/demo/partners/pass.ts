// The partners of the pass of the demonstration: six, with their places, products, doors and people.
import { sql } from 'kysely'
import { addPlace, keptPlaces, offerProduct, openDoor, type Price, signPartner } from '#pass'
import type { Actor } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { addDays, type Day, territory, todayThere } from '#territory'
import { connect } from './applications.ts'

type Kind = Parameters<typeof offerProduct>[1]['kind']
/** Class, what it costs and what is given back for a use, in cents. */
type Class = readonly [id: string, cents: number, reimbursed: number]

interface DemoProduct {
  name: string
  kind: Kind
  quantity?: number
  grid?: string
  alone?: number
  daily?: number
  onPaper?: true
  classes: readonly Class[]
}

interface DemoPartner {
  name: string
  about: string
  sector: string
  siret?: string
  mostHolders?: number
  places: readonly (readonly [name: string, address: string, opening: string])[]
  products: readonly DemoProduct[]
  doors: readonly string[]
  /** Address of whoever manages it; of whoever works at its door. */
  manager?: string
  operator?: string
  /** A program of theirs, and what its key allows. */
  application?: readonly [name: string, ...scopes: string[]]
}

const PARTNERS: readonly DemoPartner[] = [
  {
    name: 'Piscines de la métropole',
    about:
      'Trois bassins couverts, des cours de natation et un jardin en été. Le tarif dépend de votre quotient familial.',
    sector: 'sport',
    places: [
      [
        'Piscine de Bron, entrée du public',
        '1 rue du Bassin, 69500 Bron',
        'Du mardi au dimanche, de 9 h à 19 h',
      ],
      [
        'Piscine de Vaulx-en-Velin, entrée du public',
        '12 avenue du Lac, 69120 Vaulx-en-Velin',
        'Tous les jours, de 10 h à 20 h',
      ],
    ],
    products: [
      {
        ...{ name: 'Dix entrées', kind: 'entries', quantity: 10, grid: 'piscine-solidaire', alone: 2 },
        classes: [
          ['solidaire', 1250, 0],
          ['reduit', 2050, 0],
          ['plein', 3100, 0],
        ],
      },
      {
        ...{ name: 'Aquagym, deux fois par semaine', kind: 'weekly', quantity: 2, grid: 'piscine-solidaire' },
        classes: [
          ['solidaire', 4000, 0],
          ['plein', 9000, 0],
        ],
      },
    ],
    doors: ['Tourniquet 1', 'Tourniquet 2', 'Caisse'],
    ...{ manager: 'piscine@parvis.example', operator: 'entree@parvis.example' },
    application: ['Écrans d’accueil des bassins', 'pass.products.read', 'pass.places'],
  },
  {
    name: 'Réseau des médiathèques',
    about:
      'Livres, films, jeux et salles de travail dans toutes les médiathèques du réseau, avec une seule carte.',
    sector: 'culture',
    places: [
      ['Médiathèque de Bron', '2 place de la Liberté, 69500 Bron', 'Du mardi au samedi, de 10 h à 18 h'],
      [
        'Médiathèque de Villeurbanne',
        '30 cours Émile, 69100 Villeurbanne',
        'Du mardi au samedi, de 10 h à 19 h',
      ],
    ],
    products: [
      {
        ...{ name: 'Carte de lecteur', kind: 'entry', grid: 'mediatheque-gratuite', onPaper: true },
        classes: [
          ['gratuite', 0, 0],
          ['territoire', 1000, 0],
          ['exterieure', 3000, 0],
        ],
      },
    ],
    doors: ['Banque de prêt', 'Borne d’entrée'],
  },
  {
    name: 'Musée du confluent',
    about:
      'Les collections et les expositions du musée. Entrée libre avant 26 ans, tarif réduit pour qui cherche un emploi.',
    sector: 'culture',
    places: [
      [
        'Musée, entrée principale',
        '86 quai du Confluent, 69002 Lyon',
        'Du mardi au dimanche, de 10 h 30 à 18 h 30',
      ],
    ],
    products: [
      {
        ...{ name: 'Entrée des collections', kind: 'price', grid: 'musee-moins-de-26', onPaper: true },
        classes: [
          ['libre', 0, 0],
          ['reduit', 500, 0],
        ],
      },
      {
        ...{ name: 'Crédit des ateliers', kind: 'credit', quantity: 2000, alone: 800, daily: 1200 },
        classes: [['', 400, 0]],
      },
    ],
    doors: ['Accueil'],
  },
  {
    name: 'Vélos en partage',
    about: 'Un vélo à assistance au mois, à prendre à la station, pour qui étudie ou cherche un emploi.',
    sector: 'mobilite',
    mostHolders: 1500,
    places: [['Station Part-Dieu', '5 place de la Gare, 69003 Lyon', 'Tous les jours, de 7 h à 21 h']],
    products: [
      {
        ...{ name: 'Vélo au mois', kind: 'price', grid: 'velo-emploi-etudes' },
        classes: [
          ['reduit', 1000, 0],
          ['plein', 2500, 0],
        ],
      },
    ],
    doors: ['Borne de la station'],
  },
  {
    name: 'Stade des Gratte-Ciel',
    about:
      'Un stade privé, ses matchs et ses ateliers du mercredi. La métropole rembourse l’entrée des jeunes.',
    sector: 'sport',
    siret: '90000000100017',
    places: [
      ['Porte nord', '14 rue du Stade, 69100 Villeurbanne', 'Une heure avant chaque match'],
      ['Porte sud', '20 rue du Stade, 69100 Villeurbanne', 'Une heure avant chaque match'],
    ],
    products: [
      {
        ...{ name: 'Place jeune', kind: 'entries', quantity: 8, grid: 'stade-jeunes', alone: 1 },
        classes: [
          ['jeune', 0, 650],
          ['famille', 400, 450],
        ],
      },
    ],
    doors: ['Tourniquet nord', 'Tourniquet sud 1', 'Tourniquet sud 2'],
    manager: 'stade@parvis.example',
    application: ['Billetterie du stade', 'pass.doors', 'pass.uses.read', 'pass.settlements.read'],
  },
  {
    name: 'Déchèteries',
    about:
      'Gravats, végétaux, meubles, appareils\u00a0: vingt-quatre passages par an pour qui habite la métropole.',
    sector: 'espace-public',
    places: [
      ['Déchèterie de Mions', '3 chemin des Carrières, 69780 Mions', 'Du lundi au samedi, de 9 h à 18 h'],
      ['Déchèterie de Vénissieux', '8 rue du Tri, 69200 Vénissieux', 'Du lundi au samedi, de 9 h à 18 h'],
    ],
    products: [
      {
        ...{
          name: 'Vingt-quatre passages',
          kind: 'entries',
          quantity: 24,
          grid: 'dechetterie-habitants',
          alone: 1,
        },
        classes: [['habitant', 0, 0]],
      },
    ],
    doors: ['Barrière'],
  },
]

async function signOne(
  tx: Write,
  { secret }: Pick<Config, 'secret'>,
  partner: DemoPartner,
  today: Day,
): Promise<number> {
  const place = await territory(tx)
  const year = Number(today.slice(0, 4))
  const since = `${year - 1}-01-01`
  const id = await signPartner(tx, place.metropolis.id, {
    ...{
      name: partner.name,
      isPrivate: partner.siret !== undefined,
      about: partner.about,
      siret: partner.siret ?? null,
    },
    ...{
      sectors: [partner.sector],
      since,
      until: `${year + 2}-12-31`,
      mostHolders: partner.mostHolders ?? null,
    },
  })
  for (const [name, address, opening] of partner.places) await addPlace(tx, id, { name, address, opening })
  for (const {
    name,
    kind,
    quantity = null,
    grid = null,
    alone = 0,
    daily = null,
    onPaper = false,
    classes,
  } of partner.products) {
    const prices = classes.map(
      ([group, cents, reimbursedCents]): Price => ({ class: group, cents, reimbursedCents }),
    )
    await offerProduct(
      tx,
      { partnerId: id, sector: partner.sector, kind },
      {
        ...{
          name,
          quantity,
          grid,
          alone,
          daily,
          onPaper,
          prices,
          since,
          until: null,
          months: 12,
          mostHolders: null,
          placeIds: [],
        },
        closedDays: [[`${year}-12-25`, `${year + 1}-01-01`]],
      },
    )
  }
  const places = await keptPlaces(tx, id)
  for (const [at, label] of partner.doors.entries())
    await openDoor({ config: { secret } as Config }, tx, {
      ...{ partnerId: id, placeId: places[at % places.length]?.id ?? 0, sector: partner.sector, label },
    })
  return id
}

const hire = (tx: Write, partnerId: number, email: string | undefined, isManager: boolean, since: Day) =>
  sql`insert into pass.member (partner_id, person_id, is_manager, since)
    select ${partnerId}, id, ${isManager}, ${since}::date from accounts.person where email = ${email ?? ''}`.execute(
    tx.q,
  )

/** Doors stand where they work, and were heard of today; none of them is a real device. */
const openDoors = (tx: Write) =>
  sql`update pass.device set code_hash = null, enrolled_at = ${tx.now}::timestamptz - interval '200 days',
    last_seen_at = ${tx.now}::timestamptz - make_interval(mins => abs(hashtext(label)) % 90), last_seq = 1000 + abs(hashtext(label)) % 9000`.execute(
    tx.q,
  )

/** Wallets that may ask by themselves: none of them exists. */
const knowWallets = (tx: Write) =>
  sql`insert into pass.wallet_program (client_id, name, returns) values
    ('fr.exemple.poche', 'Poche, le portefeuille des transports', '{https://poche.example/retour,fr.exemple.poche:/retour}'),
    ('portefeuille-europeen', 'Portefeuille européen d’identité', '{eu.exemple.portefeuille://retour}')`.execute(
    tx.q,
  )

export const ADMINISTRATOR = 'admin@parvis.example'

/** Signs them with the metropolis. Act as the system; `actorOf` somebody of the demonstration, by their address: who administers signs. */
export async function signPartners(
  tx: Write,
  config: Pick<Config, 'secret'>,
  actorOf: (tx: Read, email: string) => Promise<Actor>,
): Promise<void> {
  const today = await todayThere(tx)
  const asAdmin: Write = { ...tx, actor: await actorOf(tx, ADMINISTRATOR) }
  for (const partner of PARTNERS) {
    const id = await signOne(asAdmin, config, partner, today)
    await hire(tx, id, partner.manager, true, addDays(today, -300))
    await hire(tx, id, partner.operator, false, addDays(today, -120))
    if (partner.application !== undefined) await connect(tx, id, partner.application, today)
  }
  await openDoors(tx)
  await knowWallets(tx)
}
