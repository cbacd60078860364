// What a page can find out about where it is. Each probe is the body of an async function that runs in a site's script,
// once on the bare page and once behind the proxy; both must report the same. `OTHER` is another site's origin.

/** What does not hold yet; one that does fails the test, so that this list can only shrink. */
export const knownDifferences: readonly string[] = [
  // What a syntax takes apart or copies without naming anything, and the browser does not let be redefined.
  'window spread out',
  'location taken apart in parameters',
  // Each of their many consumers would have to map them again.
  'blob addresses',
  // The text of a direct eval is rewritten without knowing the names around it.
  'strict eval and scope',
];

export const probes: Readonly<Record<string, string>> = {
  // Location
  'location.href': 'return location.href',
  'location parts':
    'return [location.protocol, location.host, location.hostname, location.port, location.pathname, location.search, location.hash, location.origin]',
  'location as text': 'return [String(location), location + "", `${location}`, location.toString()]',
  'window.location':
    'return [window.location.href, self.location.href, globalThis.location.host, document.location.href]',
  'location identity':
    'return [window.location === location, document.location === location, location === self.location]',
  'location by computed key': 'const k = "loca" + "tion"; return window[k].href',
  'location destructured':
    'const { location: l } = window; const { location: { host } } = document; return [l.href, host]',
  'location is a Location':
    'return [location instanceof Location, Object.prototype.toString.call(location), location.constructor.name]',
  'location own keys': 'return Object.getOwnPropertyNames(location).sort()',
  'location.ancestorOrigins': 'return [location.ancestorOrigins.length, [...location.ancestorOrigins]]',
  'location as an own name': 'const f = (location) => location.href; return f({ href: "mine" })',
  'a property called location':
    'const o = { location: { href: "mine" }, top: 3 }; return [o.location.href, o.top, Object.create(null).location]',
  'typeof location': 'return [typeof location, typeof window.location, "location" in window]',
  'URL from location': 'return new URL("../x?y#z", location).href',
  'location.hash set':
    'location.hash = "set"; const h = location.href; history.replaceState(null, "", "#"); return h',
  'location.assign of a hash': 'location.assign("#there"); const h = location.href; return h',
  'location of another receiver':
    'const out = [location.valueOf === Object.prototype.valueOf, location.valueOf() === location]; for (const it of [{}, null, 1]) try { location.toString.call(it); out.push("no error") } catch (e) { out.push(e.name) } return out',
  'location of another origin':
    'const f = document.createElement("iframe"); f.src = OTHER + "/frame"; await new Promise((d) => { f.onload = d; document.body.append(f) }); const l = f.contentWindow.location; const out = [l === f.contentWindow.location, Reflect.ownKeys(l).map(String).sort()]; for (const it of [() => l.search, () => l.toString, () => Object.getOwnPropertyDescriptor(l, "protocol"), () => (l.hash = "x"), () => l.mine, () => typeof l.replace, () => Object.getPrototypeOf(l), () => "set" in Object.getOwnPropertyDescriptor(l, "href")]) try { out.push(it()) } catch (e) { out.push(e.name) } f.remove(); return out',
  'another origin led elsewhere':
    'const f = document.createElement("iframe"); f.src = OTHER + "/frame"; await new Promise((d) => { f.onload = d; document.body.append(f) }); f.contentWindow.location.replace("/sub"); await new Promise((d) => (f.onload = d)); const r = f.contentWindow.location.href; f.remove(); return r',
  'window.open of no URL':
    'try { open("https://example.com\0x"); return "opened" } catch (e) { return [e.name, e instanceof DOMException, e.message] }',
  'location JSON': 'return JSON.stringify(location)',
  'a document of a javascript: URL':
    "const f = document.createElement('iframe'); f.src = '/sub'; await new Promise((d) => { f.onload = d; document.body.append(f) }); f.src = `javascript:'<body>' + location.pathname + '</body>'`; await new Promise((d) => (f.onload = d)); const w = f.contentWindow; const r = [w.document.body.textContent, w.document.URL, w.location.href, w.navigation?.currentEntry.url, w.document.baseURI, f.getAttribute('src')]; f.remove(); return r",
  'where a native throws':
    "const at = () => new Promise((d) => addEventListener('error', (e) => { e.preventDefault(); d([e.filename, e.lineno, typeof e.colno, e.error.name]) }, { once: true })); const a = at(); setTimeout(() => document.querySelector('!!')); return a",
  'postMessage of what cannot be sent':
    "const f = document.createElement('iframe'); document.body.append(f); const w = f.contentWindow; try { w.postMessage(document, '*'); return 'sent' } catch (e) { return [e instanceof w.DOMException, e instanceof DOMException, e.name] } finally { f.remove() }",
  'document.write letter by letter':
    "const f = document.createElement('iframe'); document.body.append(f); const d = f.contentDocument; for (const c of '<!-- a --b-> --><svg><![CDATA[t<i]') d.write(c); const held = d.body?.innerHTML ?? ''; d.write(']></svg><p>end'); d.close(); const r = [held, d.documentElement.outerHTML]; f.remove(); return r",
  'a style sheet in a data: URL':
    "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = `data:text/css,@import url('${OTHER}/sheet.css');@import '${OTHER}/sheet.css' screen; p { color: red }`; await new Promise((d) => { l.onload = l.onerror = d; document.head.append(l) }); const r = [l.href, l.sheet.cssRules.length, l.sheet.cssRules[0].href]; l.remove(); return r",
  // Windows
  'top and parent':
    'return [top === window, parent === window, window.top === self, self.parent === top, window.parent === window.self]',
  'framed guard': 'return window.top !== window.self ? "framed" : "free"',
  'frameElement and opener': 'return [frameElement, opener, window.frames === window, window.length]',
  'window.origin': 'return [origin, window.origin, self.origin]',
  'window.name': 'return window.name',
  isSecureContext: 'return [isSecureContext, typeof crypto.subtle]',
  // Document
  'document.URL': 'return [document.URL, document.documentURI, document.baseURI]',
  'document.referrer': 'return document.referrer',
  'document.domain': 'return document.domain',
  'document.domain set':
    'const d = document.domain; try { document.domain = "com.invalid"; return "set" } catch (e) { return [e.name, document.domain === d] }',
  'document.currentScript':
    'return [document.scripts.length, [...document.scripts].map((s) => s.getAttribute("src")), document.head.firstElementChild.localName]',
  'document.cookie': 'document.cookie = "a=1"; document.cookie = "b=two; path=/"; return document.cookie',
  'document.cookie deleted':
    'document.cookie = "gone=1"; document.cookie = "gone=; max-age=0"; return document.cookie.includes("gone")',
  'cookie on the next request':
    'document.cookie = "c=3"; return (await (await fetch("/echo")).json()).cookie.includes("c=3")',
  cookieStore:
    'document.cookie = "store=1"; const it = await cookieStore.get("store"); return [it.name, it.value]',
  'cookieStore refuses':
    'const out = []; for (const it of [() => cookieStore.get(), () => cookieStore.get({}), () => cookieStore.get({ url: OTHER }), () => cookieStore.set("a=b", "c"), () => cookieStore.set("a", "b;c"), () => cookieStore.set("", ""), () => cookieStore.set("a", "x".repeat(4096)), () => cookieStore.set({ name: "a", value: "b", path: "x" }), () => cookieStore.set({ name: "a", value: "b", domain: OTHER }), () => cookieStore.set({ name: "__Host-a", value: "b", domain: location.hostname }), () => cookieStore.get({ url: location.href, name: "none" })]) try { out.push(await it()) } catch (e) { out.push(e.name) } return out',
  'cookieStore tells':
    'const heard = []; cookieStore.onchange = (e) => heard.push([e.changed.map((c) => c.name + "=" + c.value), e.deleted.map((c) => c.name), e instanceof CookieChangeEvent]); const next = async (n) => { while (heard.length < n) await new Promise((d) => setTimeout(d, 5)) }; await cookieStore.set("told", "1"); await next(1); await cookieStore.delete("told"); await next(2); document.cookie = "told=2"; await next(3); document.cookie = "told=; max-age=0"; await next(4); cookieStore.onchange = null; return heard',
  'cookie subscriptions':
    'const r = await navigator.serviceWorker.register("/service-worker.js", { scope: "/cookies/" }); const w = r.installing || r.waiting || r.active; if (w.state !== "activated") await new Promise((d) => (w.onstatechange = () => w.state === "activated" && d())); await r.cookies.subscribe([{ name: "n", url: location.origin + "/cookies/x" }, { name: "m" }]); const out = (await r.cookies.getSubscriptions()).map((it) => [it.name, it.url]); await r.unregister(); return out',
  'a large cookie':
    'await cookieStore.set("large", "x".repeat(4000)); const it = await cookieStore.get("large"); await cookieStore.delete("large"); return [it.value.length, await cookieStore.get("large")]',
  'node.baseURI': 'return document.createElement("p").baseURI',
  'no trace in window':
    'return [Object.keys(window).filter((k) => /ls|lockstep/i.test(k)), JSON.stringify(Object.keys(document))]',
  // History
  pushState:
    'history.pushState({ n: 1 }, "", "/pushed?x=1"); const r = [location.href, document.URL, history.state.n]; history.replaceState(null, "", "/page?q=1"); return r',
  'pushState absolute':
    'history.pushState(null, "", location.origin + "/abs"); const r = location.pathname; history.replaceState(null, "", "/page?q=1"); return r',
  'pushState of another site':
    'try { history.pushState(null, "", OTHER + "/x"); return "allowed" } catch (e) { return e.name }',
  'navigation.currentEntry': 'return navigation.currentEntry.url',
  'navigate event':
    'return await new Promise((done) => { navigation.addEventListener("navigate", (e) => done(e.destination.url), { once: true }); history.replaceState(null, "", "/page?q=1") })',
  // Links and elements
  'a.href':
    'const a = document.createElement("a"); a.href = OTHER + "/p?q#h"; return [a.href, a.getAttribute("href"), String(a), a.origin, a.protocol, a.host, a.hostname, a.port, a.pathname, a.search, a.hash]',
  'a.href relative':
    'const a = document.createElement("a"); a.href = "/p"; return [a.href, a.getAttribute("href"), a.host]',
  'a.href parts set':
    'const a = document.createElement("a"); a.href = "https://one.example/x"; a.host = "two.example:81"; const b = a.href; a.protocol = "http"; return [b, a.href, a.getAttribute("href")]',
  'a.href spelling':
    'const a = document.createElement("a"); const out = []; for (const t of ["HTTP://Example.COM", "https://example.com", " https://example.com/a b ", "//example.com/x", "mailto:a@b.c", "#x"]) { a.setAttribute("href", t); out.push(a.getAttribute("href"), a.href) } return out',
  'links of the page':
    'return [...document.querySelectorAll("#static a")].map((a) => [a.getAttribute("href"), a.href])',
  'images of the page':
    'return [...document.querySelectorAll("#static img")].map((i) => [i.getAttribute("src"), i.src, i.getAttribute("srcset"), i.srcset])',
  'img.src':
    'const i = new Image(); i.src = OTHER + "/i.png"; return [i.src, i.getAttribute("src"), i.currentSrc || i.src]',
  'img loads from another site':
    'const i = new Image(); i.src = OTHER + "/i.png"; await i.decode(); return [i.naturalWidth, i.currentSrc]',
  srcset:
    'const i = new Image(); i.srcset = `${OTHER}/a,b.png 1x, /c.png 2x`; return [i.srcset, i.getAttribute("srcset")]',
  'form.action':
    'const f = document.createElement("form"); f.action = OTHER + "/post"; const g = document.createElement("form"); return [f.action, f.getAttribute("action"), g.action, g.getAttribute("action")]',
  'form with a field named action':
    'const f = document.createElement("form"); f.innerHTML = "<input name=action value=x>"; f.setAttribute("action", OTHER + "/y"); return [f.action.value, f.getAttribute("action")]',
  'script.src':
    'const s = document.createElement("script"); s.src = OTHER + "/s.js"; return [s.src, s.getAttribute("src")]',
  'link.href and iframe.src':
    'const l = document.createElement("link"); l.href = OTHER + "/s.css"; const f = document.createElement("iframe"); f.src = OTHER + "/f"; return [l.href, f.src]',
  srcdoc:
    'const f = document.createElement("iframe"); f.srcdoc = `<a href="${OTHER}/">x</a>`; return [f.srcdoc, f.getAttribute("srcdoc")]',
  'object, video, input':
    'const o = document.createElement("object"); o.data = OTHER + "/o"; const v = document.createElement("video"); v.poster = OTHER + "/p"; const i = document.createElement("input"); i.formAction = OTHER + "/q"; return [o.data, v.poster, i.formAction]',
  'SVG href':
    'const u = document.createElementNS("http://www.w3.org/2000/svg", "image"); u.setAttribute("href", OTHER + "/u.png"); return [u.href.baseVal, u.getAttribute("href"), u.namespaceURI]',
  'xlink:href':
    'const X = "http://www.w3.org/1999/xlink"; const u = document.createElementNS("http://www.w3.org/2000/svg", "image"); u.setAttributeNS(X, "xlink:href", OTHER + "/u.png"); return [u.getAttributeNS(X, "href"), u.href.baseVal]',
  'attribute nodes':
    'const a = document.createElement("a"); a.setAttribute("href", OTHER + "/n"); const n = document.createAttribute("href"); n.value = OTHER + "/m"; const before = a.attributes.href.value; a.setAttributeNode(n); return [before, a.attributes[0].value, a.href, a.getAttributeNode("href").nodeValue]',
  integrity:
    'const s = document.createElement("script"); s.integrity = "sha256-abc"; return [s.integrity, s.getAttribute("integrity"), s.hasAttribute("integrity")]',
  'mutation records':
    'const a = document.createElement("a"); a.href = OTHER + "/1"; const m = new MutationObserver(() => 0); m.observe(a, { attributeOldValue: true }); a.href = OTHER + "/2"; return m.takeRecords().map((r) => r.oldValue)',
  'dataset and other attributes':
    'const p = document.createElement("p"); p.setAttribute("data-url", OTHER + "/d"); p.title = OTHER; return [p.dataset.url, p.getAttribute("data-url"), p.title]',
  selectors:
    'const d = document.createElement("div"); d.innerHTML = `<a href="${OTHER}/x">x</a>`; return [d.querySelectorAll(`[href^="${OTHER}"]`).length, d.firstChild.matches(`a[href="${OTHER}/x"]`)]',
  // Markup
  innerHTML:
    'const d = document.createElement("div"); const h = `<a href="${OTHER}/a">${OTHER}</a><img alt="x" data-y="${OTHER}"><b title="<">t</b>`; d.innerHTML = h; return [d.innerHTML === h, d.firstChild.href, d.outerHTML.length]',
  'innerHTML of a table row':
    'const t = document.createElement("tbody"); t.innerHTML = `<tr><td background="${OTHER}/b">x</td></tr>`; return t.innerHTML',
  'innerHTML with a handler':
    'const d = document.createElement("div"); d.innerHTML = "<p onclick=\\"window.seen = location.href\\">"; d.firstChild.click(); return [window.seen, d.innerHTML, d.firstChild.getAttribute("onclick")]',
  'outerHTML and insertAdjacentHTML':
    'const d = document.createElement("div"); d.innerHTML = "<i></i>"; d.firstChild.insertAdjacentHTML("afterend", `<a href="${OTHER}/z">z</a>`); d.firstChild.outerHTML = `<a href="${OTHER}/y">y</a>`; return [d.innerHTML, [...d.children].map((a) => a.href)]',
  'template and fragment':
    'const t = document.createElement("template"); t.innerHTML = `<a href="${OTHER}/t">t</a>`; const f = document.createRange().createContextualFragment(`<a href="${OTHER}/f">f</a>`); return [t.innerHTML, t.content.firstChild.href, f.firstChild.href]',
  DOMParser:
    'const d = new DOMParser().parseFromString(`<a href="${OTHER}/d">d</a>`, "text/html"); return [d.URL, d.querySelector("a").href, d.body.innerHTML]',
  XMLSerializer:
    'const a = document.createElement("a"); a.href = OTHER + "/s"; return new XMLSerializer().serializeToString(a)',
  'document.write in a frame':
    'const f = document.createElement("iframe"); document.body.append(f); const d = f.contentDocument; d.open(); d.write("<a hr"); d.write(`ef="${OTHER}/w">w</a><script>window.where = loca`); d.write("tion.href</scr" + "ipt>"); d.close(); const r = [d.querySelector("a").href, typeof f.contentWindow.where, d.URL]; f.remove(); return r',
  style:
    'const p = document.createElement("p"); p.style.backgroundImage = `url("${OTHER}/i.png")`; const q = document.createElement("p"); q.setAttribute("style", `background:url(${OTHER}/j.png)`); q.style.setProperty("list-style-image", `url(${OTHER}/k.png)`); return [p.style.backgroundImage, p.style.cssText, p.getAttribute("style"), q.getAttribute("style"), q.style.background]',
  insertRule:
    'const s = document.createElement("style"); document.head.append(s); s.sheet.insertRule(`a{background-image:url("${OTHER}/r.png")}`); const t = s.sheet.cssRules[0].cssText; s.remove(); return t',
  'computed style':
    'const p = document.createElement("p"); p.style.backgroundImage = "url(/own.png)"; document.body.append(p); const v = getComputedStyle(p).backgroundImage; p.remove(); return v',
  // Requests
  'fetch and Response.url':
    'const r = await fetch("/echo?x=1"); return [r.url, r.redirected, r.type, (await r.json()).url]',
  'fetch of another site':
    'const r = await fetch(OTHER + "/echo"); const j = await r.json(); return [r.url, r.type, j.host, j.origin]',
  'fetch without CORS': 'try { await fetch(OTHER + "/closed"); return "open" } catch (e) { return e.name }',
  Request:
    'const r = new Request(OTHER + "/r", { method: "POST" }); return [r.url, new Request("/rel").url, new Request(r).url, r.method]',
  'Response.redirect': 'return Response.redirect(OTHER + "/to", 302).headers.get("location")',
  XMLHttpRequest:
    'const x = new XMLHttpRequest(); x.open("GET", OTHER + "/echo"); await new Promise((d) => { x.onload = d; x.send() }); return [x.responseURL, JSON.parse(x.responseText).host]',
  EventSource:
    'const e = new EventSource(OTHER + "/events"); const m = await new Promise((d) => (e.onmessage = d)); e.close(); return [e.url, m.origin, m.data]',
  WebSocket:
    'const w = new WebSocket(OTHER.replace("http", "ws") + "/socket"); await new Promise((d) => (w.onerror = d)); return w.url',
  sendBeacon: 'return navigator.sendBeacon(OTHER + "/beacon", "x")',
  'headers read in every way':
    "const h = (await fetch('/closed?link').catch(() => null))?.headers ?? new Headers(); const own = new Headers({ a: OTHER + '/x', b: '1' }); const each = []; own.forEach((v, k, it) => each.push([v, k, it === own])); const x = await new Promise((d) => { const r = new XMLHttpRequest(); r.open('GET', OTHER + '/echo'); r.onload = () => d(r); r.send() }); return [[...own], [...own.keys()], [...own.values()], each, [...h].length >= 0, x.getResponseHeader('content-type'), x.getAllResponseHeaders().includes('lockstep'), Object.prototype.toString.call(own.entries()), [...(await fetch(OTHER + '/echo')).headers].some(([, v]) => v.includes('lockstep'))]",
  'a cache by address':
    "const c = await caches.open('probe'); await c.add(location.origin + '/echo?cached'); await c.put(OTHER + '/put', new Response('put')); await c.addAll([location.origin + '/echo?all', new Request('/echo?request')]); const r = [(await c.keys()).map((it) => it.url), await (await c.match(OTHER + '/put')).text(), (await c.matchAll(location.origin + '/echo?cached')).length, (await caches.match('/echo?all')) !== undefined, await c.delete(OTHER + '/put'), (await c.keys()).length]; await caches.delete('probe'); return r",
  'what a performance observer is told':
    "await (await fetch('/echo?observed')).text(); return new Promise((d) => { new PerformanceObserver((list, it) => { it.disconnect(); d([list.getEntries().map((e) => e.name).filter((n) => n.includes('observed')), list.getEntriesByName(location.origin + '/echo?observed').length, list.getEntries().some((e) => e.name.includes('lockstep'))]) }).observe({ type: 'resource', buffered: true }) })",
  'performance entries':
    'await fetch("/echo?perf"); return performance.getEntriesByType("resource").map((e) => e.name).filter((n) => n.includes("perf")).concat(performance.getEntriesByType("navigation")[0].name, performance.getEntriesByName(location.origin + "/echo?perf").length)',
  // Code
  'direct eval': 'const local = 5; return [eval("local + 1"), eval("location.href"), eval("top === window")]',
  Function:
    'return [new Function("return location.href")(), Function("a", "b", "return a + b + location.host")(1, 2), (() => 0).constructor("return top === window")()]',
  'async and generator functions':
    'const A = (async () => 0).constructor; const G = (function* () {}).constructor; return [await A("return location.href")(), [...G("yield location.host")()]]',
  'timers with text':
    'return await new Promise((d) => { window.told = d; setTimeout("told(location.href)", 0) })',
  'inline script':
    'const s = document.createElement("script"); s.textContent = "window.inline = location.href"; document.body.append(s); const r = [window.inline, s.textContent, s.text]; s.remove(); return r',
  'handler attribute':
    'const p = document.createElement("p"); p.setAttribute("onclick", "window.heard = location.host"); p.click(); return [window.heard, p.getAttribute("onclick")]',
  'javascript: URL':
    'const a = document.createElement("a"); a.href = "javascript:void (window.js = location.href)"; document.body.append(a); a.click(); await new Promise((d) => setTimeout(d, 50)); const r = [window.js, a.href]; a.remove(); return r',
  'import and import.meta': 'const m = await import("/module.js"); return [m.url, m.resolved, m.where]',
  'toString of natives':
    'return [fetch, Element.prototype.setAttribute, WebSocket, Function, history.pushState, Function.prototype.toString].map(String).concat(Object.getOwnPropertyDescriptor(Document.prototype, "URL").get.toString())',
  'names and lengths':
    'return [fetch, Element.prototype.setAttribute, WebSocket, Function, History.prototype.pushState, document.write, Request].map((f) => [f.name, f.length, "prototype" in f])',
  'own source':
    'function f() { return location.href + window.location.host + (top === self) } return f.toString()',
  'error stack':
    'const e = new Error("x"); return e.stack.split("\\n").slice(0, 2).map((l) => l.replace(/:\\d+:\\d+\\)?$/, ""))',
  'error event':
    'return await new Promise((d) => { addEventListener("error", (e) => { e.preventDefault(); d([e.filename, e.message]) }, { once: true }); setTimeout(() => { throw new Error("late") }, 0) })',
  'window.onerror':
    'return await new Promise((d) => { const f = (...a) => { window.onerror = null; d([a.slice(0, 2), a.length, a[4].message, same]); return true }; window.onerror = f; let same = window.onerror === f; setTimeout(() => { same = same && window.onerror === f; throw new Error("handled") }, 0) })',
  'body onerror':
    'return await new Promise((d) => { window.bodyError = (a) => { const same = document.body.onerror === window.onerror; document.body.removeAttribute("onerror"); d([[...a].slice(0, 2), a.length, same]) }; document.body.setAttribute("onerror", "bodyError(arguments); return true"); setTimeout(() => { throw new Error("bodily") }, 0) })',
  // Workers
  'worker requests':
    'const code = `onmessage = async ({ data }) => { const r = await fetch(data + "/echo"); let imported; try { importScripts(data + "/module.js") } catch (e) { imported = e.name } self.onerror = (m, f) => { postMessage([r.url, r.type, (await_ = 0, imported), typeof f]); return true }; setTimeout("throw new Error(String(location.href).slice(0, 5))", 0) }; var await_`; const w = new Worker(URL.createObjectURL(new Blob([code]))); w.postMessage(OTHER); const r = await new Promise((d) => (w.onmessage = (e) => d(e.data))); w.terminate(); return r',
  worker:
    'const w = new Worker("/worker.js"); const r = await new Promise((d) => (w.onmessage = (e) => d(e.data))); w.terminate(); return r',
  'module worker':
    'const w = new Worker("/module-worker.js", { type: "module" }); const r = await new Promise((d) => (w.onmessage = (e) => d(e.data))); w.terminate(); return r',
  'blob worker':
    'const u = URL.createObjectURL(new Blob(["postMessage([self.origin, typeof location.href, fetch.toString()])"])); const w = new Worker(u); URL.revokeObjectURL(u); const r = await new Promise((d) => (w.onmessage = (e) => d(e.data))); w.terminate(); return r',
  // Messages and frames
  'message to oneself':
    'return await new Promise((d) => { addEventListener("message", (e) => d([e.origin, e.source === window, e.data]), { once: true }); postMessage("m", location.origin) })',
  'message to another origin is dropped':
    'let got = false; const l = () => (got = true); addEventListener("message", l); postMessage("m", OTHER); await new Promise((d) => setTimeout(d, 50)); removeEventListener("message", l); return got',
  'messages with another site':
    'const f = document.createElement("iframe"); f.src = OTHER + "/frame"; const r = await new Promise((d) => { addEventListener("message", function h(e) { if (e.data.hello) f.contentWindow.postMessage({ ask: 1 }, OTHER); else { removeEventListener("message", h); d([e.origin, e.data, e.source === f.contentWindow]) } }); document.body.append(f) }); f.remove(); return r',
  'a frame of another site is closed':
    'const f = document.createElement("iframe"); f.src = OTHER + "/frame"; await new Promise((d) => { f.onload = d; document.body.append(f) }); let r; try { r = [f.contentDocument, f.contentWindow.location.href] } catch (e) { r = [f.contentDocument, e.name] } f.remove(); return r',
  'an empty frame':
    'const f = document.createElement("iframe"); document.body.append(f); const w = f.contentWindow; const a = w.document.createElement("a"); a.href = OTHER + "/e"; const r = [w.location.href, w.document.URL, w.parent === window, w.top === window, a.href, w.document.baseURI, w.origin, f.contentDocument.referrer, new w.Function("return parent === top")()]; f.remove(); return r',
  'an empty frame by index':
    'const f = document.createElement("iframe"); f.name = "inner"; document.body.append(f); const r = [frames[frames.length - 1].document.URL, frames.inner === f.contentWindow, frames.inner.frameElement === f]; f.remove(); return r',
  'storage of a frame tells':
    'const f = document.createElement("iframe"); document.body.append(f); const r = await new Promise((d) => { addEventListener("storage", (e) => d([e.url, e.key]), { once: true }); f.contentWindow.localStorage.setItem("k", String(Math.random())) }); f.remove(); return r',

  'a frame used before it loads': `const f = document.createElement("iframe"); f.src = "/sub"; document.body.append(f); f.contentWindow.early = 1; f.contentDocument.createElement("a").href = OTHER; await new Promise((d) => (f.onload = d)); const w = f.contentWindow; const r = [w.location.href, w.document.URL, w.report, f.contentDocument.querySelector("a").href, f.src]; f.remove(); return r`,
  'a srcdoc frame': `const f = document.createElement("iframe"); f.srcdoc = '<!doctype html><p>x</p><a href="' + OTHER + '/in">y</a><script>parent.inside = [location.href, document.URL, document.baseURI, origin, document.referrer, top === parent, document.scripts.length, document.compatMode]</scr' + 'ipt>'; await new Promise((d) => { f.onload = d; document.body.append(f) }); const r = [window.inside, f.contentDocument.querySelector("a").href, f.contentDocument.body.innerHTML.length]; f.remove(); return r`,
  'a frame of the parser’s, by its index and its name':
    'const f = document.createElement("iframe"); f.src = "/parsed"; await new Promise((d) => { f.onload = d; document.body.append(f) }); const r = f.contentWindow.report; f.remove(); return r',
  'made code in a srcdoc frame':
    "const f = document.createElement('iframe'); f.srcdoc = `<script>report = [Function('return location.href')(), Function('return parent.location.href')(), document.cookie]</scr` + `ipt>`; await new Promise((d) => { f.onload = d; document.body.append(f) }); const r = f.contentWindow.report; f.remove(); return r",
  'a javascript: document in a srcdoc frame':
    "const f = document.createElement('iframe'); const done = new Promise((d) => (window.srcdocDone = d)); f.srcdoc = `<script>location.href = \"javascript:'<body onload=parent.srcdocDone()>x</body>'\"</scr` + `ipt>`; document.body.append(f); await done; const d = f.contentDocument; const r = [d.URL, d.baseURI, d.body.outerHTML, d.defaultView.location.href]; f.remove(); return r",
  'a link into a frame whose name a variable hides': `const f = document.createElement("iframe"); f.name = "hiddenName"; document.body.append(f); window.hiddenName = 1; const a = document.createElement("a"); a.href = "/sub"; a.target = "hiddenName"; document.body.append(a); await new Promise((d) => { f.onload = () => f.contentWindow.location.pathname === "/sub" && d(); a.click() }); const r = f.contentWindow.location.href; f.remove(); a.remove(); delete window.hiddenName; return r`,
  'a document of a javascript: URL over several lines':
    "const f = document.createElement('iframe'); f.src = '/sub'; await new Promise((d) => { f.onload = d; document.body.append(f) }); f.src = `javascript:'<body>\n  over\n lines</body>'`; await new Promise((d) => (f.onload = d)); const r = f.contentDocument.body.textContent; f.remove(); return r",
  'a form sent to a named frame': `const f = document.createElement("iframe"); f.name = "results"; document.body.append(f); const g = document.createElement("form"); g.action = "/sub"; g.target = "results"; g.innerHTML = "<input name=q value=1>"; document.body.append(g); await new Promise((d) => { f.onload = () => f.contentWindow.location.pathname === "/sub" && d(); g.requestSubmit() }); const r = [f.contentWindow.location.href, g.target]; f.remove(); g.remove(); return r`,
  'window.open to a named frame and to oneself': `const f = document.createElement("iframe"); f.name = "named"; document.body.append(f); const w = open("/sub", "named"); await new Promise((d) => (f.onload = d)); const r = [w === f.contentWindow, w.location.href, open("#self", "_self") === window, location.hash]; f.remove(); history.replaceState(null, "", "/page?q=1"); return r`,
  'a javascript: frame': `const f = document.createElement("iframe"); f.src = "javascript:'<p>' + parent.location.href + '</p>'"; document.body.append(f); while (!f.contentDocument?.body?.textContent) await new Promise((d) => requestAnimationFrame(d)); const r = [f.contentDocument.body.textContent, f.src]; f.remove(); return r`,
  'a blob: document': `const u = URL.createObjectURL(new Blob(["<p>x</p>"], { type: "text/html" })); const f = document.createElement("iframe"); f.src = u; await new Promise((d) => { f.onload = d; document.body.append(f) }); const r = [f.src === u, f.contentDocument.body.textContent]; f.remove(); return r`,
  'a frame of a frame of another site': `const f = document.createElement("iframe"); f.src = OTHER + "/nest"; const r = await new Promise((d) => { addEventListener("message", function h(e) { if (e.data.deep) { removeEventListener("message", h); d([e.origin, e.data]) } }); document.body.append(f) }); f.remove(); return r`,
  'a shared worker': `const w = new SharedWorker("/shared-worker.js"); return await new Promise((d) => { w.port.onmessage = (e) => d(e.data) })`,
  'a service worker': `const r = await navigator.serviceWorker.register("/service-worker.js", { scope: "/scope/" }); const w = r.installing || r.waiting || r.active; const out = [r.scope, w.scriptURL, (await navigator.serviceWorker.getRegistration("/scope/x")).scope]; await r.unregister(); return out`,
  broadcasts: `const a = new BroadcastChannel("c"); const b = new BroadcastChannel("c"); const r = await new Promise((d) => { b.onmessage = (e) => d([e.origin, e.data]); a.postMessage(1) }); a.close(); b.close(); return r`,
  'custom elements': `class E extends HTMLElement { constructor() { super(); this.made = true } } customElements.define("x-" + Math.random().toString(36).slice(2), E); return [new E().made, new E() instanceof HTMLElement]`,
  'classes extended': `class W extends WebSocket { constructor(u) { super(u); this.mine = 1 } } const w = new W(OTHER.replace("http", "ws") + "/socket"); w.onerror = () => 0; class R extends Request {} return [w.mine, w.constructor === W, w instanceof WebSocket, new R("/x") instanceof R, WebSocket.prototype.constructor === WebSocket, WebSocket.OPEN]`,
  'call, apply and bind of natives': `const f = fetch.bind(window); const set = Element.prototype.setAttribute; const a = document.createElement("a"); set.call(a, "href", OTHER + "/c"); return [(await f("/echo?b")).url, a.href, Reflect.get(window, "origin")]`,
  'errors of natives': `const out = []; for (const f of [() => document.createElement("a").setAttribute("href"), () => new WebSocket("nonsense://x"), () => new Request("http://["), () => Element.prototype.getAttribute.call({}, "x"), () => fetch.call(1), () => history.pushState(), () => new Worker(), () => { document.createElement("p").innerHTML = Symbol() }, () => { location.protocol = "::" }]) { try { f(); out.push("fine") } catch (e) { out.push(e.name + (e instanceof Error)) } } return out`,
  'iteration of attributes': `const a = document.createElement("a"); a.href = OTHER; a.title = "t"; return [...a.attributes].map((x) => x.name + "=" + x.value).concat(a.cloneNode().href, a.outerHTML, a.getAttributeNames())`,
  'FontFace and CSS modules': `const s = new CSSStyleSheet(); s.replaceSync("p{background:url(" + OTHER + "/p.png)}"); return [s.cssRules[0].cssText, new FontFace("f", "url(" + OTHER + "/f.woff)").family, s.href]`,
  'open in a template literal and with':
    "return new Function('o', 'with (o) { return location.href }')({ location: { href: 'with' } })",
  'strict eval and scope': `"use strict"; const location = { href: "shadow" }; return [location.href, eval("location.href"), (() => { try { return eval("undeclared = 1") } catch (e) { return e.name } })()]`,
  // Ways to a location that no syntax tells
  'location by reflection':
    "const d = Object.getOwnPropertyDescriptor(window, 'location'); return [Reflect.get(window, 'location').href, d.get.call(window).href, Reflect.get(document, 'location').host, d.get.name, d.configurable]",
  'window spread out': 'const all = { ...window }; return [all.location.href, all.name]',
  'location among all':
    "const out = [Object.getOwnPropertyDescriptors(window).location.get.call(window).host]; for (const k in window) if (k === 'location' || k === 'top') out.push(window[k] === location || window[k] === window); return out",
  'location taken apart in parameters': 'return [window].map(({ location: { href } }) => href)',
  'location by every way':
    "const f = (x = location.href, { y = location.host } = {}) => [x, y]; const w = [window]; class A { location = 1; get top() { return 2 } } const a = new A(); return [f(), window?.location?.href, w[0].location.href, (0, window).location.host, a.location, a.top, (function () { return this === undefined || this.location.href })(), w.map((it) => it['location'].pathname)]",
  'names that are location':
    "const out = []; try { throw { href: 'mine' } } catch (location) { out.push(location.href) } { let location = 1; location += 2; out.push(location) } for (const location of ['a']) out.push(location); top: for (;;) { break top } const { top: t = 5, ...rest } = { location: 3 }; out.push(t, rest.location, 'location' in {}, ((location) => location)(4)); return out",
  'indirect evals':
    "const e = eval; return [(0, eval)('location.href'), eval?.('location.host'), window.eval('top === window'), e('document.location.pathname'), globalThis['ev' + 'al']('location.search')]",
  'function constructors':
    "return [(() => {}).constructor('return location.href')(), Reflect.construct(Function, ['return location.host'])(), Function.apply(null, ['a', 'return a + location.pathname'])('x'), [].constructor.constructor('return top === window')(), Function('return location.href').toString()]",
  'scripts made by script':
    "const out = []; window.got = []; for (const make of [(s, c) => (s.text = c), (s, c) => (s.textContent = c), (s, c) => s.append(c), (s, c) => s.appendChild(document.createTextNode(c)), (s, c) => (s.innerHTML = c)]) { const s = document.createElement('script'); make(s, 'got.push(location.href)'); document.body.append(s); out.push(s.text, s.innerHTML); s.remove() } return [window.got, out]",
  'modules made by script':
    "const u = URL.createObjectURL(new Blob(['export default location.href'], { type: 'text/javascript' })); return [(await import('data:text/javascript,export default location.host')).default, (await import(u)).default]",
  // More of documents
  'documents made by script':
    "const d = document.implementation.createHTMLDocument('t'); d.body.innerHTML = `<a href='${OTHER}/x'>x</a><img src='/y'>`; const a = d.querySelector('a'); const p = Document.parseHTMLUnsafe?.(`<a href='${OTHER}/x'>`); return [a.href, d.body.innerHTML, d.URL, d.baseURI, d.location, d.querySelector('img').src, p?.links[0].href, p?.URL]",
  'markup by other ways':
    "const div = document.createElement('div'); document.body.append(div); div.setHTMLUnsafe?.(`<a href='${OTHER}/1'>1</a>`); const r = document.createRange(); r.selectNodeContents(div); div.append(r.createContextualFragment(`<a href='${OTHER}/2'>2</a>`)); div.contentEditable = 'true'; div.focus(); getSelection().selectAllChildren(div); getSelection().collapseToEnd(); document.execCommand('insertHTML', false, `<a href='${OTHER}/3'>3</a>`); const out = [...div.querySelectorAll('a')].map((it) => [it.href, it.outerHTML]); const h = div.getHTML?.(); div.remove(); return [out, h]",
  'base elements':
    "const b = document.createElement('base'); b.href = OTHER + '/deep/'; document.head.append(b); const a = document.createElement('a'); a.href = 'x?y'; const out = [a.href, document.baseURI, b.href, b.getAttribute('href'), new URL('z', document.baseURI).href]; b.href = '/own/'; out.push(a.href); b.remove(); return [...out, a.href]",
  'xml by request':
    "const d = new DOMParser().parseFromString(`<x xmlns:xlink='http://www.w3.org/1999/xlink'><a href='${OTHER}/q' xlink:href='${OTHER}/r'/></x>`, 'text/xml'); return [d.URL, d.baseURI, d.documentElement.outerHTML, d.querySelector('a').getAttributeNS('http://www.w3.org/1999/xlink', 'href')]",
  'a style sheet by XSLT':
    "const x = new XSLTProcessor(); x.importStylesheet(new DOMParser().parseFromString(`<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:output method='html'/><xsl:template match='/'><a href='${OTHER}/t'>t</a></xsl:template></xsl:stylesheet>`, 'text/xml')); const f = x.transformToFragment(new DOMParser().parseFromString('<r/>', 'text/xml'), document); const a = f.querySelector('a'); return [a.href, a.getAttribute('href'), a.outerHTML]",
  // More of elements
  'elements of all kinds':
    "const out = {}; for (const [tag, names] of Object.entries({ area: ['href'], embed: ['src'], object: ['data'], source: ['src', 'srcset'], track: ['src'], video: ['src', 'poster'], input: ['src', 'formAction'], button: ['formAction'], q: ['cite'], ins: ['cite'], body: ['background'], frame: ['src', 'longDesc'], img: ['longDesc', 'lowsrc'], applet: ['code'], link: ['href'], base: ['href'], form: ['action'] })) { const e = document.createElement(tag); for (const n of names) { e[n] = OTHER + '/' + tag; out[tag + '.' + n] = [e[n], e.getAttribute(n.toLowerCase()), e.hasAttribute(n)] } } return out",
  'attributes moved about':
    "const a = document.createElement('a'), b = document.createElement('a'); const n = document.createAttribute('href'); n.value = OTHER + '/n'; a.setAttributeNode(n); const out = [a.href, n.value, n.nodeValue, n.textContent]; n.nodeValue = OTHER + '/m'; out.push(a.getAttribute('href')); a.removeAttributeNode(n); b.attributes.setNamedItem(n); out.push(b.href, b.attributes.href.value, b.attributes[0].value, b.cloneNode().href, document.importNode(b).outerHTML, b.toggleAttribute('href'), b.hasAttribute('href')); return out",
  'area and link parts':
    "const a = document.createElement('a'); a.href = OTHER + '/p?q#r'; const out = []; for (const k of ['origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash']) out.push(a[k]); a.pathname = '/z'; a.search = 's'; a.username = 'u'; out.push(a.href, a.username, String(a)); const c = document.createElement('a'); c.href = 'https://example.com/x'; c.password = 'p'; c.username = 'n'; out.push(c.href); c.host = 'b.example:8443'; out.push(c.href); return out",
  'attribute callbacks':
    "const told = []; class E extends HTMLElement { static observedAttributes = ['href', 'src', 'style']; attributeChangedCallback(...all) { told.push(all) } } customElements.define('x-told', E); const e = document.createElement('x-told'); e.setAttribute('href', OTHER + '/c'); e.setAttribute('src', OTHER + '/d'); e.setAttribute('style', `background: url(${OTHER}/e.png)`); return told",
  'trusted types':
    "if (!window.trustedTypes) return 'none'; const p = trustedTypes.createPolicy('p' + Math.random(), { createHTML: (s) => s, createScriptURL: (s) => s }); const d = document.createElement('div'); d.innerHTML = p.createHTML(`<a href='${OTHER}/tt'>x</a>`); const s = document.createElement('script'); s.src = p.createScriptURL(OTHER + '/s.js'); return [d.firstChild.href, d.innerHTML, s.src, String(p.createScriptURL(OTHER + '/u'))]",
  'shown addresses of media':
    "const i = new Image(); i.srcset = `${OTHER}/i.png 1x`; await i.decode(); const v = document.createElement('video'); v.src = OTHER + '/none.mp4'; await new Promise((d) => (v.onerror = d)); return [i.currentSrc, v.currentSrc, i.src]",
  // More of styles
  'style sheets of all kinds':
    "const s = new CSSStyleSheet(); s.replaceSync(`p { background: url('${OTHER}/i.png') }`); document.adoptedStyleSheets = [s]; const t = document.createElement('style'); t.textContent = `@import '${OTHER}/none.css'; q { background: url(${OTHER}/i.png) }`; document.head.append(t); const p = document.createElement('p'); p.style.cssText = `background: url(${OTHER}/j.png)`; document.body.append(p); const out = [s.cssRules[0].cssText, s.cssRules[0].style.background, getComputedStyle(p).backgroundImage, t.textContent, t.sheet.cssRules[0].href, t.sheet.cssRules[0].cssText, t.sheet.cssRules[1].cssText, p.style.cssText, p.getAttribute('style'), p.style.getPropertyValue('background-image'), p.attributeStyleMap?.get('background-image').toString(), p.computedStyleMap?.().get('background-image').toString(), p.outerHTML]; document.adoptedStyleSheets = []; t.remove(); p.remove(); return out",
  'sheets of the document':
    "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = OTHER + '/none.css?' + Math.random(); await new Promise((d) => { l.onload = l.onerror = d; document.head.append(l) }); const out = [...document.styleSheets].map((it) => it.href?.replace(/\\?.*/, '')); l.remove(); return out",
  // More of the network
  'requests told of themselves':
    "const r = new Request('/echo?1', { referrer: '/from', headers: { x: 'y' } }); const a = await fetch(r.clone()); return [r.url, r.referrer, r.mode, r.credentials, a.url, a.type, a.redirected, (await (await fetch(OTHER + '/echo', { mode: 'no-cors' })).type), await fetch(OTHER + '/echo', { mode: 'same-origin' }).catch((e) => e.name), await fetch('http://u:p@x.example/').catch((e) => e.name), Response.error().type, (await (await fetch('/echo')).json()).url]",
  'what a request says of its sender':
    "const echo = async (u, o) => { const { origin, cookie, ...rest } = await (await fetch(u, o)).json(); return [origin, rest.host] }; return [await echo('/echo'), await echo('/echo', { method: 'POST', body: 'x' }), await echo(OTHER + '/echo')]",
  'XMLHttpRequest documents':
    "const x = new XMLHttpRequest(); x.open('GET', '/page'); x.responseType = 'document'; await new Promise((d) => { x.onload = d; x.send() }); return [x.responseURL, x.responseXML.URL, x.responseXML.links[0].href, x.responseXML.querySelector('a').getAttribute('href')]",
  caches:
    "const c = await caches.open('k'); await c.put('/kept', new Response('v')); await c.put(OTHER + '/kept', new Response('w')); const out = [(await c.keys()).map((it) => it.url), await (await c.match(OTHER + '/kept')).text(), (await caches.match('/kept')) !== undefined, await caches.keys()]; await caches.delete('k'); return out",
  'blob addresses':
    "const u = URL.createObjectURL(new Blob(['x'])); const { origin, protocol } = new URL(u); return [u.replace(/[0-9a-f-]{36}/, 'ID'), origin, protocol, await (await fetch(u)).text(), (await fetch(u)).url.replace(/[0-9a-f-]{36}/, 'ID')]",
  'a broadcast':
    "const a = new BroadcastChannel('b'), b = new BroadcastChannel('b'); const got = new Promise((d) => (b.onmessage = (e) => d([e.origin, e.data, e.source]))); a.postMessage(1); const r = await got; a.close(); b.close(); return r",
  'a channel':
    'const { port1, port2 } = new MessageChannel(); const got = new Promise((d) => (port2.onmessage = (e) => d([e.origin, e.data, e.source, e.ports.length]))); port1.postMessage(1); return got',
  'storage of all kinds':
    "localStorage.setItem('k', 'v'); sessionStorage.k = 'w'; const d = await new Promise((done) => { const r = indexedDB.open('db', 1); r.onsuccess = () => { r.result.close(); done(r.result.name) } }); const out = [localStorage.k, sessionStorage.length, d, await navigator.locks.request('l', (l) => l.name), typeof (await navigator.storage.estimate()).quota]; localStorage.clear(); sessionStorage.clear(); return out",
  'a beacon': "return [navigator.sendBeacon(OTHER + '/echo', 'x'), navigator.sendBeacon('/echo')]",
  'navigation timing':
    "const n = performance.getEntriesByType('navigation')[0]; return [n.name, n.initiatorType, n.toJSON().name, performance.getEntriesByName(location.href).length, performance.getEntries().some((it) => it.name.includes('lockstep'))]",
  // More of frames
  'frames by name':
    "const f = document.createElement('iframe'); f.name = 'mine'; f.src = '/sub'; await new Promise((d) => { f.onload = d; document.body.append(f) }); const out = [window.mine === f.contentWindow, frames.mine.location.href, window['mine'].name, frames[frames.length - 1] === f.contentWindow, f.contentWindow.parent === window, f.contentWindow.top === window, f.contentDocument.URL, f.contentWindow.frameElement === f]; f.remove(); return [...out, typeof window.mine, f.contentWindow]",
  'frames moved':
    "const f = document.createElement('iframe'); f.src = '/sub'; const a = document.createElement('div'), b = document.createElement('div'); document.body.append(a, b); await new Promise((d) => { f.onload = d; a.append(f) }); await new Promise((d) => { f.onload = d; b.append(f) }); const r = f.contentWindow.location.href; a.remove(); b.remove(); return r",
  'sandboxed frames':
    "const got = new Promise((d) => addEventListener('message', function h(e) { if (e.data.boxed) { removeEventListener('message', h); d([e.origin, e.data.boxed]) } })); const f = document.createElement('iframe'); f.sandbox = 'allow-scripts'; f.srcdoc = `<script>let c; try { c = document.cookie } catch (e) { c = e.name } parent.postMessage({ boxed: [location.href, origin, document.baseURI, document.URL, c, top === parent, location.origin] }, '*')<\\/script>`; document.body.append(f); const r = await got; f.remove(); return r",
  'object and embed':
    "const o = document.createElement('object'); o.data = '/sub'; await new Promise((d) => { o.onload = d; document.body.append(o) }); const out = [o.contentWindow?.location.href, o.contentDocument?.URL, o.data]; o.remove(); return out",
  'a frame with data':
    "const got = new Promise((d) => addEventListener('message', function h(e) { if (e.data.inData) { removeEventListener('message', h); d([e.origin, e.data.inData]) } })); const f = document.createElement('iframe'); f.src = `data:text/html,<script>top.postMessage({ inData: [top === parent, origin] }, '*')<\\/script>`; document.body.append(f); const late = new Promise((d) => setTimeout(d, 1500, 'nothing came')); const r = await Promise.race([got, late]); f.remove(); return r",
  'intersection with the page':
    "const d = document.createElement('div'); d.style.cssText = 'position: absolute; top: calc(100vh + 50px); height: 9px; width: 9px'; document.body.append(d); const o = new IntersectionObserver(() => {}, { rootMargin: '100px' }); const seen = await new Promise((done) => { const it = new IntersectionObserver((e) => done([e[0].isIntersecting, e[0].rootBounds !== null, it.root, it.rootMargin]), { rootMargin: '100px' }); it.observe(d) }); d.remove(); o.disconnect(); return seen",
  // What only the table of docs/virtualisation.md would name otherwise
  'a request made of another':
    'const one = new Request("/echo", { body: "req1", method: "POST", referrer: location.origin + "/x", headers: { a: "b" } }); const two = new Request("/echo?2", one); return [await two.text(), two.method, two.headers.get("a"), two.referrer, new Request("/echo", { referrer: "", cache: "no-store" }).cache]',
  'lines written piece by piece':
    'const f = document.createElement("iframe"); document.body.append(f); const d = f.contentDocument; d.writeln("<i"); for (const c of " b=1>xy") d.write(c + "\\n"); d.writeln("</i"); d.writeln(">"); d.close(); const r = d.documentElement.outerHTML; f.remove(); return r',
  'a worklet':
    'const c = new OfflineAudioContext(1, 128, 44100); await c.audioWorklet.addModule(location.origin + "/worklet.js"); const u = URL.createObjectURL(new Blob(["registerProcessor(\'q\', class extends AudioWorkletProcessor { process() { return false } })"], { type: "text/javascript" })); await c.audioWorklet.addModule(u); return [new AudioWorkletNode(c, "p").numberOfInputs, new AudioWorkletNode(c, "q").numberOfOutputs]',
  'an import map':
    'const s = document.createElement("script"); s.type = "importmap"; s.textContent = JSON.stringify({ imports: { mapped: location.origin + "/module.js?mapped" } }); document.head.append(s); const m = await import("mapped"); const r = [m.url, JSON.parse(s.textContent)]; s.remove(); return r',
  'a JSON module': 'const m = await import("/echo?module", { with: { type: "json" } }); return m.default.url',
  'document.open and close in a frame':
    'const f = document.createElement("iframe"); f.src = "/sub"; await new Promise((d) => { f.onload = d; document.body.append(f) }); const d = f.contentDocument; d.open(); d.write(`<a id=x href="${OTHER}/x">x</a><scr` + `ipt>early = [location.href, document.URL, document.getElementById("x").href]</scr` + `ipt>`); d.close(); const a = d.getElementById("x"); a.setAttribute("href", OTHER + "/y"); const r = [f.contentWindow.early, d.URL, d.baseURI, a.href, a.getAttribute("href"), d.documentElement.outerHTML]; f.remove(); return r',
  'back and forward':
    'const at = []; const told = () => new Promise((d) => addEventListener("popstate", (e) => d([e.state, location.href]), { once: true })); history.pushState(1, "", "/page?back=1"); history.pushState(2, "", location.origin + "/page?back=2"); let t = told(); history.back(); at.push(await t); t = told(); history.forward(); at.push(await t, history.state); t = told(); history.go(-2); at.push(await t); return at',
  'a form in a dialog':
    'const d = document.createElement("dialog"); d.innerHTML = `<form method=dialog action="${OTHER}/x"><button value=yes>y</button></form>`; document.body.append(d); d.showModal(); d.querySelector("button").click(); const r = [d.open, d.returnValue, d.querySelector("form").action, d.querySelector("form").method]; d.remove(); return r',
  'images chosen by sheets':
    'const s = document.createElement("style"); s.textContent = `#chosen { background-image: image-set(url("${OTHER}/i.png?1") 1x, "${OTHER}/i.png?2" 2x) }`; document.head.append(s); const e = document.createElement("p"); e.id = "chosen"; document.body.append(e); const r = [getComputedStyle(e).backgroundImage, s.sheet.cssRules[0].cssText, s.textContent]; s.remove(); e.remove(); return r',
  'uploads tell of themselves':
    'const x = new XMLHttpRequest(); const told = []; for (const name of ["loadstart", "load", "loadend"]) x.upload["on" + name] = (e) => told.push([name, e.loaded, e.total]); x.open("POST", "/echo"); x.send("x".repeat(1000)); await new Promise((d) => (x.onloadend = d)); return [told, x.status, x.responseURL]',
  'a frameset':
    'const f = document.createElement("iframe"); f.srcdoc = `<frameset cols="1,1"><frame name=one src="/sub"><frame name=two src="${OTHER}/leaf"></frameset>`; await new Promise((d) => { f.onload = d; document.body.append(f) }); const w = f.contentWindow; const r = [w.length, w.frames.one.location.href, w.document.querySelectorAll("frame")[1].src, w.frames.one.report[2]]; f.remove(); return r',
  'attribute selectors in sheets':
    'const s = document.createElement("style"); s.textContent = `a[href^="${OTHER}"] { order: 7 }`; document.head.append(s); const a = document.createElement("a"); a.href = OTHER + "/x"; document.body.append(a); const r = [getComputedStyle(a).order, s.sheet.cssRules[0].selectorText]; s.remove(); a.remove(); return r',
  'links that are not the web’s':
    'const out = []; for (const u of ["mailto:a@b.c", "tel:1", "data:,x", "blob:null/1", "about:blank", "ftp://x/y", "HTTP://Example.COM/a b"]) { const a = document.createElement("a"); a.href = u; out.push([a.href, a.protocol, a.getAttribute("href")]) } return out',
  'a meta refresh that is made':
    'const m = document.createElement("meta"); m.httpEquiv = "refresh"; m.content = `99; url=${OTHER}/x`; document.head.append(m); const r = [m.content, m.outerHTML]; m.remove(); return r',

  'what the page is':
    'return [document.visibilityState, document.compatMode, document.characterSet, document.contentType, document.readyState, crossOriginIsolated, history.scrollRestoration, history.state, screen === window.screen, navigator.onLine, document.hasFocus !== undefined, document.doctype.name, document.lastModified.length, window.closed, document.defaultView === window, document.designMode]',
  'the page as text':
    "return [document.documentElement.outerHTML.includes('lockstep'), document.documentElement.outerHTML.length, new XMLSerializer().serializeToString(document).length, document.head.children.length, document.all.length, document.links[0].href, document.images[0].src, document.forms.length]",
};
