// `node demo-site/main.ts`: the site alone, beside any OpenID Connect provider on this machine. Settings come from the
// environment (README); the addresses to register are printed.
import { startDemoSite } from './index.ts'

const {
  DEMO_SITE_PORT = '3001',
  DEMO_SITE_ISSUER = 'http://localhost:3000',
  DEMO_SITE_CLIENT_ID,
  DEMO_SITE_CLIENT_SECRET,
} = process.env

const site = await startDemoSite({ port: Number(DEMO_SITE_PORT), issuer: DEMO_SITE_ISSUER })
console.log(`Le site de Bron : ${site.origin}`)
console.log(
  `Adresses à inscrire : ${site.redirectUri} (retour), ${site.postLogoutUri} (après déconnexion), ${site.backchannelUri} (à prévenir)`,
)
if (DEMO_SITE_CLIENT_ID === undefined || DEMO_SITE_CLIENT_SECRET === undefined)
  console.log(
    'DEMO_SITE_CLIENT_ID et DEMO_SITE_CLIENT_SECRET ne sont pas donnés\u00a0: personne ne peut se connecter.',
  )
else site.connect({ clientId: DEMO_SITE_CLIENT_ID, clientSecret: DEMO_SITE_CLIENT_SECRET })

const stop = () => void site.stop().then(() => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
