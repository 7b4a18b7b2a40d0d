import { anyone, open, type RouteCase } from './case.ts'

export const demo: Readonly<Record<string, RouteCase>> = {
  'GET /demo/courrier': open('/demo/courrier'),
  'GET /demo/courrier/:id': { url: (world) => `/demo/courrier/${world.mailId}`, may: anyone },
  'GET /ui': open('/ui'),
}
