import { form, staff, type RouteCase } from './case.ts'

export const runs: Readonly<Record<string, RouteCase>> = {
  'GET /agents/travaux': { url: () => '/agents/travaux', may: staff },
  'GET /agents/travaux/:id': { url: () => '/agents/travaux/0', may: staff, statuses: [404] },
  'POST /agents/travaux/:id/arret': { ...form('/agents/travaux/0/arret', {}, [404]), may: staff },
}
