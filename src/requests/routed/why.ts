// Why a request is where it is. What whoever sends or corrects it says of that is not kept (db/migrations/000685, 000700): the system
// writes it, with what it tells the resident; until then it is said from the rules to whoever reads.
import type { Read } from '#platform/db/db.ts'
import { catalogue, judgeRouting, type Routed } from '#services'
import type { Territory } from '#territory'

export async function explained<Row extends Routed>(tx: Read, place: Territory, request: Row): Promise<Row> {
  if (request.routing.because !== '') return request
  return { ...request, routing: judgeRouting(await catalogue(tx), place, request) ?? request.routing }
}
