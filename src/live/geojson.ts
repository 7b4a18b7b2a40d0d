// Works and what closes a street, as a collection of GeoJSON (RFC 7946), whatever its properties are called. Pure.
import { FeedRefused } from '#publishing'
import {
  endOf,
  instantOf,
  isNode,
  isNow,
  jsonIn,
  type Line,
  lineOf,
  type Node,
  nodesOf,
  type Reader,
} from './lines.ts'

/** What properties are called by those who publish works: the first that is there is read. */
const NAMES = {
  title: ['titre', 'title', 'nom', 'name', 'libelle', 'intitule', 'objet', 'naturetravaux', 'nature'],
  detail: ['precisionlocalisation', 'localisation', 'description', 'adresse', 'nomvoie', 'voie', 'commune'],
  from: ['debutchantier', 'datedebut', 'debut', 'start', 'starttime', 'startdate'],
  until: ['finchantier', 'datefin', 'fin', 'end', 'endtime', 'enddate'],
} as const

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '')

function readIn(properties: Node) {
  const known = new Map(Object.entries(properties).map(([name, said]) => [plain(name), said]))
  return (part: keyof typeof NAMES): unknown =>
    NAMES[part]
      .map((name) => known.get(name))
      .find((said) => said !== undefined && said !== null && said !== '')
}

function lineIn({ properties }: Node): Line[] {
  if (!isNode(properties)) return []
  const read = readIn(properties)
  return lineOf({
    ...{ title: read('title'), detail: read('detail') },
    ...{ from: instantOf(read('from')), until: endOf(read('until')) },
  })
}

const begunAt = ({ from }: Line): number => (from === null ? 0 : new Date(from).getTime())

/** What is so now, the last begun first. @throws FeedRefused */
export const readGeojson: Reader = (body, _, now) => {
  const read = jsonIn(body)
  if (!isNode(read) || read.type !== 'FeatureCollection' || !Array.isArray(read.features))
    throw new FeedRefused('unreadable')
  return nodesOf(read.features)
    .flatMap(lineIn)
    .filter((line) => isNow(line, now))
    .toSorted((one, other) => begunAt(other) - begunAt(one))
}
