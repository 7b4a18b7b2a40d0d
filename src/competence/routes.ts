// Table of the rules of competence.
import type { Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import { editRoutes } from './edit.ts'
import { showRule, showTable } from './table.admin.ts'
import { competenceTables } from './tables.ts'
import { showWhy } from './why.admin.ts'
import { HERE } from './words.ts'

const read = { action: 'competence.read', face: 'admin' } as const

export const routes: readonly Route[] = [
  ...adminList(competenceTables),
  { get: `${HERE}/pourquoi`, title: 'Pourquoi ce service\u00a0?', ...read, handle: showWhy },
  { get: `${HERE}/sujets/:categorie`, title: 'Les règles d’un sujet', ...read, handle: showTable },
  { get: `${HERE}/regles/:regle`, title: 'Une règle de compétence', ...read, handle: showRule },
  ...editRoutes,
]
