import type { AppContext } from '../context.ts'

/**
 * Where a request comes from, for counting: the address of its connection or, behind a proxy, the last one in the header in
 * which that proxy names it; what stands before it is for the visitor to make up. Of IPv6 it is the network (/64), since one
 * household has as many such addresses as it likes. All that is no address counts as one.
 */
export function addressOf(c: AppContext, header: string | undefined): string {
  const named = header && c.req.header(header)?.split(',').at(-1)?.trim()
  const address = (named || c.env?.peer || '').replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return address
  const literal = `http://[${address.replace(/%.*$/, '')}]`
  return /^[\da-f:.%\w]{2,64}$/i.test(address) && URL.canParse(literal) ? network(new URL(literal)) : 'unknown'
}

/** The first half of an IPv6 address. A URL holds its shortest form, in which `::` stands for all zeros that are left out. */
function network({ hostname }: URL): string {
  const [front = [], back = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((half) => half.split(':').filter(Boolean))
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0')
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`
}
