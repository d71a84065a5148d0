"""A picture as SVG: a few shapes, in colours that suit a light page and a dark one."""
from xml.sax.saxutils import escape

# Told apart by people who do not see all colours as well: Okabe and Ito, "Color Universal Design".
LIGHT = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
DARK = ("#56b4e9", "#e69f00", "#2cc295", "#e29bc4")


def rules(colours, paper, ink, faint):
    out = [f".paper{{fill:{paper}}}", f"text{{fill:{ink}}}", f".axis{{stroke:{ink}}}",
           f".grid{{stroke:{faint}}}", f".whisker{{stroke:{ink}}}"]
    for at, colour in enumerate(colours):
        out += [f".f{at}{{fill:{colour}}}", f".s{at}{{stroke:{colour};fill:none}}"]
    return "".join(out)


STYLE = ("text{font:12px system-ui,sans-serif}.title{font-size:15px;font-weight:600}"
         ".axis,.grid,.whisker{stroke-width:1;fill:none}.s0,.s1,.s2,.s3{stroke-width:1.5}" +
         rules(LIGHT, "#ffffff", "#24292f", "#d8dee4") +
         "@media (prefers-color-scheme:dark){" +
         rules(DARK, "#0d1117", "#e6edf3", "#30363d") + "}")


def plain(value):
    """A coordinate: a tenth of a pixel is nothing that one sees."""
    return f"{value:.1f}".removesuffix(".0")


class Picture:
    def __init__(self, width, height, title):
        self.width, self.height, self.title = width, height, title
        self.shapes = []
        self.text(12, 22, title, kind="title")

    def add(self, name, kind, **attributes):
        words = "".join(f' {key}="{value if isinstance(value, str) else plain(value)}"'
                        for key, value in attributes.items())
        self.shapes.append(f'<{name} class="{kind}"{words}/>')

    def rect(self, kind, x, y, width, height):
        self.add("rect", kind, x=x, y=y, width=width, height=height)

    def line(self, kind, x1, y1, x2, y2):
        self.add("line", kind, x1=x1, y1=y1, x2=x2, y2=y2)

    def dot(self, kind, x, y, radius=4.5):
        self.add("circle", kind, cx=x, cy=y, r=radius)

    def curve(self, kind, points):
        """Through points; None is a gap."""
        words, pen = [], "M"
        for point in points:
            if point is None:
                pen = "M"
                continue
            words.append(f"{pen}{plain(point[0])} {plain(point[1])}")
            pen = "L"
        if words:
            self.add("path", kind, d="".join(words))

    def text(self, x, y, text, anchor="start", kind="label"):
        self.shapes.append(f'<text class="{kind}" x="{plain(x)}" y="{plain(y)}" '
                           f'text-anchor="{anchor}">{escape(text)}</text>')

    def __str__(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" '
                f'height="{self.height}" viewBox="0 0 {self.width} {self.height}" role="img">'
                f"<title>{escape(self.title)}</title><style>{STYLE}</style>"
                f'<rect class="paper" width="{self.width}" height="{self.height}"/>\n' +
                "\n".join(self.shapes) + "\n</svg>\n")
