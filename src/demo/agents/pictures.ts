// The library of pictures of the demonstration: landscapes drawn here, of nowhere and of nobody, kept through the real verbs.
import { Readable } from 'node:stream'
import { makeRenditions, receive, type Storing } from '#files'
import { addPicture, describePicture, keptPicture, WIDTHS } from '#media'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { addDays, localDay, territory } from '#territory'

interface Drawn {
  /** By which the contents of the demonstration name it. */
  name: string
  /** INSEE code of a commune; absent: the metropolis. */
  commune?: string
  alternative: string
  credit: string
  licence: 'own' | 'granted' | 'agency' | 'free'
  source?: string
  /** Days until its right ends, from today. */
  lasts?: number
  isShared?: true
  scene: string
}

const [WIDTH, HEIGHT] = [1600, 1067]

const sky = (top: string, bottom: string): string =>
  `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs><rect width="1600" height="1067" fill="url(#s)"/>`
const hill = (y: number, height: number, fill: string): string =>
  `<path d="M0 ${y}C350 ${y - height} 600 ${y + height} 900 ${y}S1450 ${y - height} 1600 ${y}V1067H0Z" fill="${fill}"/>`
const tree = (x: number, y: number, size: number, leaves: string): string =>
  `<rect x="${x - size * 0.07}" y="${y - size * 0.5}" width="${size * 0.14}" height="${size * 0.5}" fill="#6b4a35"/><circle cx="${x}" cy="${y - size * 0.75}" r="${size * 0.4}" fill="${leaves}"/><circle cx="${x - size * 0.22}" cy="${y - size * 0.58}" r="${size * 0.26}" fill="${leaves}"/>`
const fir = (x: number, y: number, size: number, leaves: string): string =>
  `<path d="M${x} ${y - size}L${x + size * 0.34} ${y - size * 0.1}H${x - size * 0.34}Z" fill="${leaves}"/><rect x="${x - size * 0.05}" y="${y - size * 0.1}" width="${size * 0.1}" height="${size * 0.12}" fill="#6b4a35"/>`
const house = (x: number, y: number, w: number, h: number, wall: string, roof: string): string => {
  const windows = Array.from(
    { length: Math.floor(w / 60) },
    (_, at) =>
      `<rect x="${x + 22 + at * 60}" y="${y - h + 40}" width="26" height="38" fill="#f4e7c3"/><rect x="${x + 22 + at * 60}" y="${y - h + 120}" width="26" height="38" fill="#dfe8ee"/>`,
  ).join('')
  return `<rect x="${x}" y="${y - h}" width="${w}" height="${h}" fill="${wall}"/><path d="M${x - 14} ${y - h}L${x + w / 2} ${y - h - 70}L${x + w + 14} ${y - h}Z" fill="${roof}"/>${windows}`
}
const row = (count: number, step: number, draw: (x: number, at: number) => string): string =>
  Array.from({ length: count }, (_, at) => draw(step * (at + 0.5), at)).join('')

const PICTURES: readonly Drawn[] = [
  {
    name: 'Route enneigée',
    alternative: 'Une route déneigée entre des sapins couverts de neige, sous un ciel gris clair.',
    ...{ credit: 'Métropole, atelier de dessin', licence: 'own', isShared: true },
    scene: `${sky('#b9c6d3', '#e9eef2')}${hill(620, 60, '#dfe7ed')}${row(11, 148, (x, at) => fir(x, 640 + (at % 3) * 34, 190 + (at % 4) * 36, at % 2 ? '#6f8a86' : '#87a09b'))}${hill(760, 20, '#f6f9fb')}<path d="M720 700L880 700L1180 1067H420Z" fill="#8b9299"/><path d="M795 720L805 720L822 1067H778Z" fill="#f6f9fb"/>`,
  },
  {
    name: 'Rivière et pont',
    alternative: 'Une rivière basse passe sous un pont à trois arches, entre deux rives plantées d’arbres.',
    ...{ credit: 'Métropole, atelier de dessin', licence: 'own', isShared: true },
    scene: `${sky('#9fc7dd', '#eaf3f2')}${hill(560, 70, '#8fb58a')}${row(9, 178, (x, at) => tree(x, 610 + (at % 2) * 24, 190, at % 2 ? '#5f8f5a' : '#77a567'))}<rect y="640" width="1600" height="427" fill="#6fa3b8"/><path d="M0 560H1600V640H1400A160 160 0 0 0 1080 640H960A160 160 0 0 0 640 640H520A160 160 0 0 0 200 640H0Z" fill="#c9b79a"/><path d="M0 900C400 860 800 960 1600 880V1067H0Z" fill="#b9a67f"/>`,
  },
  {
    name: 'Sapins à collecter',
    alternative: 'Des sapins sans décoration posés en ligne au pied d’une rangée d’immeubles.',
    ...{ credit: 'Métropole, atelier de dessin', licence: 'own' },
    scene: `${sky('#c7cfe2', '#f4efe6')}${row(5, 320, (x, at) => house(x - 140, 760, 270, 330 + (at % 3) * 50, ['#d9b99b', '#c9a7a0', '#e0cfa9'][at % 3] ?? '', '#8a5b4c'))}<rect y="760" width="1600" height="307" fill="#b7b7b0"/>${row(7, 220, (x, at) => fir(x, 960, 210 - (at % 3) * 24, at % 2 ? '#3f7050' : '#53855f'))}`,
  },
  {
    name: 'Cour végétalisée',
    alternative: 'Une cour d’école avec des arbres, des carrés de terre et un cheminement clair.',
    ...{ credit: 'Service des écoles', licence: 'own', isShared: true },
    scene: `${sky('#a9d1e6', '#f2f6ec')}${house(120, 620, 1360, 330, '#e7d9bd', '#a2604e')}<rect y="620" width="1600" height="447" fill="#dccfae"/><rect x="140" y="720" width="380" height="240" rx="60" fill="#7fae6b"/><rect x="1060" y="700" width="400" height="270" rx="60" fill="#86b672"/>${tree(330, 860, 330, '#4f8a54')}${tree(1250, 880, 380, '#5c9a57')}${tree(780, 760, 250, '#6ea763')}`,
  },
  {
    name: 'Bacs à compost',
    alternative: 'Trois bacs à compost en bois au bord d’un jardin partagé.',
    ...{
      credit: 'Association «\u00a0Les Épluchures\u00a0»',
      licence: 'granted',
      source: 'Accord écrit du 12 mars',
    },
    lasts: 21,
    scene: `${sky('#bfe0ea', '#f3f6e7')}${hill(640, 50, '#93bb77')}${row(6, 270, (x, at) => tree(x, 650, 210 + (at % 2) * 60, at % 2 ? '#6da15b' : '#588c52'))}<rect y="760" width="1600" height="307" fill="#8aa866"/>${[0, 1, 2].map((at) => `<g transform="translate(${250 + at * 390} 620)"><rect width="320" height="270" fill="#9b7048"/>${[0, 1, 2, 3].map((line) => `<rect y="${20 + line * 64}" width="320" height="12" fill="#7c5636"/>`).join('')}<path d="M-14 0H334L310 -46H10Z" fill="#5f7d4c"/></g>`).join('')}`,
  },
  {
    name: 'Chantier d’école',
    alternative: 'Une école dont la moitié de la façade est couverte d’un échafaudage.',
    ...{ credit: 'Agence Trait Clair', licence: 'agency', source: 'Commande 2025-118' },
    lasts: 400,
    scene: `${sky('#cfdbe6', '#f5f1e8')}${house(200, 800, 1200, 470, '#e2cfae', '#8d5b4b')}<rect y="800" width="1600" height="267" fill="#a9a59a"/><g stroke="#6b7076" stroke-width="12">${row(6, 105, (x) => `<path d="M${760 + x} 300V810"/>`)}${[360, 480, 600, 720].map((y) => `<path d="M800 ${y}H1400"/>`).join('')}</g>`,
  },
  {
    name: 'Ancien plan de la place',
    alternative: 'Une place carrée vue de dessus, avec une fontaine au centre et quatre rangées d’arbres.',
    ...{ credit: 'Agence Trait Clair', licence: 'agency', source: 'Commande 2023-041' },
    lasts: -40,
    scene: `<rect width="1600" height="1067" fill="#e9e2d0"/><rect x="400" y="130" width="800" height="800" fill="#cfc4a8"/><circle cx="800" cy="530" r="120" fill="#7fb0c2"/>${[220, 840].map((y) => row(7, 110, (x) => `<circle cx="${415 + x}" cy="${y}" r="40" fill="#79a06a"/>`)).join('')}`,
  },
  {
    name: 'Place de Weingarten',
    commune: '69029',
    alternative:
      'Une place pavée avec une fontaine, des bancs et trois grands arbres, devant des maisons de deux étages.',
    ...{ credit: 'Ville de Bron', licence: 'own' },
    scene: `${sky('#a8cfe8', '#f7f2e6')}${row(6, 268, (x, at) => house(x - 130, 640, 250, 300 + (at % 3) * 40, ['#e3c39f', '#d7b3a2', '#ead8b0'][at % 3] ?? '', '#9a5f4e'))}<rect y="640" width="1600" height="427" fill="#d8cdb6"/>${tree(260, 820, 340, '#5b955a')}${tree(1340, 830, 360, '#68a262')}${tree(1040, 740, 240, '#77ad6b')}<ellipse cx="720" cy="880" rx="230" ry="64" fill="#b3a78f"/><ellipse cx="720" cy="866" rx="200" ry="50" fill="#7fb3c6"/><path d="M712 860C690 740 640 760 650 830M728 860C750 740 800 760 790 830" stroke="#dff0f5" stroke-width="10" fill="none"/>`,
  },
]

const RULES = { accept: ['image'] as const, maxBytes: 5_000_000 }

/** Draws them and keeps them. `speaker`: who administers the commune, or the metropolis. @returns the key of each, by its name */
export async function keepPictures(
  db: Database,
  storing: Pick<Storing, 'files' | 'config'>,
  speaker: (tx: Read, commune: string | null) => Promise<Actor>,
): Promise<ReadonlyMap<string, string>> {
  const { default: sharp } = await import('sharp')
  const keys = new Map<string, string>()
  for (const { scene, commune, name, lasts, isShared, source = '', ...said } of PICTURES) {
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">${scene}</svg>`
    const bytes = await sharp(Buffer.from(drawing)).png().toBuffer()
    const actor = await db.read(system, (tx) => speaker(tx, commune ?? null))
    const sent = { source: Readable.from([bytes]), name: `${name}.png` }
    const file = await receive({ db, actor, ...storing }, sent, RULES)
    // Nothing listens while the demonstration is told.
    await makeRenditions({ db, ...storing }, file.fileId, WIDTHS)
    const key = await db.write(actor, async (tx) => {
      const { authorityByCode, metropolis, zone } = await territory(tx)
      const authority = (commune === undefined ? undefined : authorityByCode(commune)) ?? metropolis
      const id = await addPicture(tx, authority.id, file)
      const rightsUntil = lasts === undefined ? null : addDays(localDay(tx.now, zone), lasts)
      await describePicture(tx, id, 1, { ...said, name, source, rightsUntil, isShared: isShared === true })
      return (await keptPicture(tx, id))?.key ?? ''
    })
    keys.set(name, key)
  }
  return keys
}
