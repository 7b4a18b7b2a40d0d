// The addresses by which a sign-in goes from the main host to a counter.
import type { Route } from '#platform/http/route.ts'
import { showArrival, showCrossing } from './passage.citizen.ts'

const route = { action: 'account.cross', face: 'citizen' } as const

export const passageRoutes: readonly Route[] = [
  { ...route, get: '/passage', title: 'Retour au guichet', handle: showCrossing },
  { ...route, get: '/passage/arrivee', title: 'Arrivée au guichet', handle: showArrival },
]
