import { type RouteCase } from './case.ts'
import { READERS } from '../world.ts'

export const files: Readonly<Record<string, RouteCase>> = {
  'GET /fichiers/:id': {
    url: (world) => `/fichiers/${world.fileId}`,
    may: (actor) => actor === 'habitante' || READERS.metro.includes(actor),
  },
  'GET /fichiers/:id/vignette': {
    url: (world) => `/fichiers/${world.fileId}/vignette`,
    may: (actor) => actor === 'habitante' || READERS.metro.includes(actor),
  },
  'GET /fichiers/:id/pages/:n': {
    url: (world) => `/fichiers/${world.fileId}/pages/1`,
    may: (actor) => actor === 'habitante' || READERS.metro.includes(actor),
  },
}
