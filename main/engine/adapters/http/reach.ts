/**
 * Where what a server said (a redirect, a pre-signed link) may lead. What a person typed isn't judged here: a proxy or a
 * simulator on this computer or in the own network is theirs to name, and may lead on to others there. From the outside
 * nothing leads inside, and nothing leads to link-local addresses, where clouds answer with a machine's credentials.
 * By address only: a name that an own network resolves to a private address is that network's business.
 */
import { BlockList, isIPv6 } from 'node:net'

const linkLocal = new BlockList()
linkLocal.addSubnet('169.254.0.0', 16)
linkLocal.addSubnet('fe80::', 10, 'ipv6')
// Amazon's, for machines with IPv6 only.
linkLocal.addAddress('fd00:ec2::254', 'ipv6')

/** This computer, and networks that the internet doesn't route (RFC 1918, 4193, 6598). */
const inside = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(net, prefix)
inside.addSubnet('::', 127, 'ipv6')
inside.addSubnet('fc00::', 7, 'ipv6')

export function mayLead(from: URL, to: URL): boolean {
  if (holds(linkLocal, to)) return false
  return !isInside(to) || isInside(from)
}

function isInside(url: URL): boolean {
  const name = url.hostname.replace(/\.$/, '')
  return name === 'localhost' || name.endsWith('.localhost') || holds(inside, url)
}

/** Of a URL an address of four numbers is always written as such, whatever way it was typed. */
function holds(list: BlockList, { hostname }: URL): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  return isIPv6(address) ? list.check(address, 'ipv6') : list.check(address, 'ipv4')
}
