// Table of the files people sent.
import { type AccessTable, anyone } from '#platform/access.ts'
import type { Route } from '#platform/http/route.ts'
import { sendPage, sendThumbnail, sendWhole } from './show.citizen.ts'

export const access: AccessTable = {
  // The second wall says who: the owner, or whoever may see what holds it.
  'file.read': [anyone],
}

export const routes: readonly Route[] = [
  { get: '/fichiers/:id', action: 'file.read', title: 'Fichier', face: 'machine', handle: sendWhole },
  {
    get: '/fichiers/:id/vignette',
    action: 'file.read',
    title: 'Vignette',
    face: 'machine',
    handle: sendThumbnail,
  },
  {
    get: '/fichiers/:id/pages/:n',
    action: 'file.read',
    title: 'Page d’un document',
    face: 'machine',
    handle: sendPage,
  },
]
