/**
 * What a flame graph does in a browser: a click zooms into a box, one on the lowest shows all again; `search` marks what
 * matches, and says what share it has. Boxes are told by where they stand, so that nothing but the picture is needed.
 */
export function flameScript(width: number, margin: number, character: number): string {
  return `
const W=${width - 2 * margin},M=${margin},boxes=[...document.querySelectorAll("#boxes g")].map(g=>{
const r=g.querySelector("rect"),t=g.querySelector("title").textContent;
return {g,r,x:+r.getAttribute("x")-M,w:+r.getAttribute("width")+.4,y:+r.getAttribute("y"),name:t.split("\\n")[0].replace(/ \\([^()]*\\)$/,""),all:t};});
function zoom(b){const k=W/b.w;for(const o of boxes){
const above=o.y>b.y&&o.x<=b.x+.2&&o.x+o.w>=b.x+b.w-.2,inside=o.y<=b.y&&o.x>=b.x-.2&&o.x+o.w<=b.x+b.w+.2;
o.g.classList.toggle("away",!above&&!inside);o.g.classList.toggle("above",above);
if(!above&&!inside)continue;
const x=above?0:(o.x-b.x)*k,w=above?W:o.w*k,n=Math.floor((w-4)/${character});
o.r.setAttribute("x",M+x);o.r.setAttribute("width",Math.max(.3,w-.4));
let t=o.g.querySelector("text");
if(!t){t=document.createElementNS("http://www.w3.org/2000/svg","text");t.setAttribute("y",o.y+12);o.g.append(t);}
t.setAttribute("x",M+x+3);t.textContent=n<3?"":o.name.length<=n?o.name:o.name.slice(0,n-1)+"…";}}
for(const b of boxes)b.g.onclick=()=>zoom(b);
document.getElementById("search").onclick=()=>{const q=prompt("part of a name or a place");let seen=[];
for(const b of boxes){const hit=!!q&&b.all.split("\\n")[0].includes(q);b.g.classList.toggle("hit",hit);
if(hit&&!seen.some(o=>o.y>b.y&&o.x<=b.x+.2&&o.x+o.w>=b.x+b.w-.2))seen.push(b);}
document.getElementById("found").textContent=q?(seen.reduce((s,b)=>s+b.w,0)/W*100).toFixed(1)+" % with "+q:"";};
`;
}
