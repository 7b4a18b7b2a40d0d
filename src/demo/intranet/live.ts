// What the agents of the demonstration follow in real time: read once by the reader of the program, from answers made up here. Nobody is asked.
import { ownAudience } from '#audiences'
import { addConnector, type KindName, readConnectors } from '#live'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { FetchRefused } from '#platform/outside/guard.ts'
import { addDays, type Day, localDay, territory } from '#territory'

type Answer = (today: Day) => string

const collection: Answer = (today) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      ['Pont Poincaré fermé la nuit', 'de 21 h à 5 h, déviation par le quai', -2, 5],
      ['Rue du Lac, une voie sur deux', 'entre la rue Garibaldi et le cours', -6, 20],
    ].map(([nom, localisation, from, until]) => ({
      type: 'Feature',
      geometry: null,
      properties: {
        ...{ nom, localisation },
        ...{ date_debut: addDays(today, Number(from)), date_fin: addDays(today, Number(until)) },
      },
    })),
  })

const warning: Answer = (today) =>
  `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>demo</identifier><status>Actual</status><msgType>Alert</msgType><info><language>fr-FR</language><event>Neige-verglas</event><severity>Moderate</severity><onset>${today}T05:00:00Z</onset><expires>${addDays(today, 3)}T23:00:00Z</expires><headline>Vigilance jaune&#160;: neige et verglas</headline><area><areaDesc>Rhône</areaDesc></area></info></alert>`

const disruptions: Answer = (today) =>
  `<rss version="2.0"><channel><title>Trafic</title><item><title>Tram T2 ralenti</title><link>https://transports.example/t2</link><description>entre Grange-Blanche et Bron</description><pubDate>${new Date(`${today}T06:00:00Z`).toUTCString()}</pubDate></item></channel></rss>`

const stations: Answer = () =>
  JSON.stringify({
    data: {
      stations: [4, 2, 0, 5, 3, 1, 6, 0, 2].map((free) => ({
        num_vehicles_available: free,
        is_renting: true,
      })),
    },
  })

/** INSEE codes; null: the metropolis. */
const FOLLOWED: readonly {
  by: string | null
  kind: KindName
  name: string
  address: string
  answer: Answer
}[] = [
  {
    ...{ by: null, kind: 'weather', name: 'Vigilance du Rhône', answer: warning },
    address: 'https://meteo.example/rhone.xml',
  },
  {
    ...{ by: null, kind: 'traffic', name: 'Tram et métro', answer: disruptions },
    address: 'https://transports.example/perturbations.rss',
  },
  {
    ...{ by: null, kind: 'works', name: 'Travaux de voirie', answer: collection },
    address: 'https://donnees.example/chantiers.geojson',
  },
  {
    ...{ by: null, kind: 'vehicles', name: 'Autopartage', answer: stations },
    address: 'https://vehicules.example/station_status.json',
  },
  {
    ...{ by: '69029', kind: 'weather', name: 'Vigilance du Rhône', answer: warning },
    address: 'https://meteo.example/rhone.xml',
  },
]

/** Follows them. `speaker`: who administers the commune, or the metropolis. */
export async function followLive(
  db: Database,
  publicUrl: string,
  speaker: (tx: Read, commune: string | null) => Promise<Actor>,
): Promise<void> {
  for (const { by, kind, name, address } of FOLLOWED) {
    const actor = await db.read(system, (tx) => speaker(tx, by))
    await db.write(actor, async (tx) => {
      const { authorityByCode, metropolis } = await territory(tx)
      const authorityId = (by === null ? metropolis : authorityByCode(by))?.id ?? 0
      const audienceId = await ownAudience(tx, authorityId)
      if (audienceId !== undefined) await addConnector(tx, authorityId, { audienceId, kind, name, address })
    })
  }
  const today = await db.read(system, async (tx) => localDay(tx.now, (await territory(tx)).zone))
  await readConnectors(db, {
    publicUrl,
    fetch: (url) => {
      const found = FOLLOWED.find(({ address }) => address === url)
      if (found === undefined) return Promise.reject(new FetchRefused('network'))
      return Promise.resolve({ status: 200, headers: {}, url, body: Buffer.from(found.answer(today)) })
    },
  })
}
