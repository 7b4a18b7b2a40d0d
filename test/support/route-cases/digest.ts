import { form, open, type RouteCase, signedIn } from './case.ts'

export const digest: Readonly<Record<string, RouteCase>> = {
  'POST /compte/notifications/resume': { ...form('/compte/notifications/resume'), may: signedIn },
  'GET /courriels/fin': open('/courriels/fin?jeton=faux', [404]),
  'POST /courriels/fin': form('/courriels/fin?jeton=faux', {}, [404]),
}
