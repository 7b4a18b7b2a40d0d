// Shared cars and bicycles, as the General Bikeshare Feed Specification says them (`station_status`, 1.0 to 3.0): how many there are to take. Pure.
import { plural } from '#platform/ui/french.ts'
import { FeedRefused } from '#publishing'
import { isNode, jsonIn, lineOf, type Node, nodesOf, type Reader } from './lines.ts'

const MOST_STATIONS = 20_000

/** Called otherwise before 3.0. */
const freeAt = ({ num_vehicles_available: vehicles, num_bikes_available: bikes }: Node): number => {
  const said = vehicles ?? bikes
  // Nothing but a number is made one: what is poisoned refuses to be.
  return typeof said === 'number' && Number.isInteger(said) && said > 0 && said < 10_000 ? said : 0
}

/** @throws FeedRefused */
export const readGbfs: Reader = (body) => {
  const read = jsonIn(body)
  const data = isNode(read) ? read.data : undefined
  if (!isNode(data) || !Array.isArray(data.stations)) throw new FeedRefused('unreadable')
  const open = nodesOf(data.stations.slice(0, MOST_STATIONS)).filter(
    ({ is_renting: rents }) => rents !== false && rents !== 0,
  )
  const free = open.map(freeAt)
  const all = free.reduce((sum, one) => sum + one, 0)
  const empty = free.filter((one) => one === 0).length
  return lineOf({
    title: plural(all, 'véhicule à prendre', 'véhicules à prendre'),
    detail: `${plural(open.length, 'station ouverte', 'stations ouvertes')}${empty === 0 ? '' : `, dont ${plural(empty, 'vide', 'vides')}`}`,
    tone: all === 0 ? 'warn' : 'info',
  })
}
