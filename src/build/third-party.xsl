<?xml version="1.0" encoding="UTF-8"?>
<!-- The bill of materials as a list for people; stops the build at a component that no permissive licence covers. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="http://cyclonedx.org/schema/bom/1.6">
  <xsl:output method="text" encoding="UTF-8"/>
  <!-- one of a component's licences must be one of these -->
  <xsl:variable name="permissive" select="' Apache-2.0 MIT BSD-2-Clause BSD-3-Clause ISC EPL-1.0 EPL-2.0 CC0-1.0 0BSD Bouncy-Castle-Licence '"/>

  <xsl:template match="/">
    <xsl:text>What tinmoi brings along, each with its licence; sbom.json says the same to programs, with sums.&#10;&#10;</xsl:text>
    <xsl:for-each select="b:bom/b:components/b:component">
      <xsl:sort select="concat(b:group, ':', b:name)"/>
      <xsl:variable name="names">
        <xsl:for-each select="b:licenses//b:license/b:id | b:licenses//b:license/b:name | b:licenses/b:expression">
          <xsl:if test="position() &gt; 1">, </xsl:if>
          <xsl:choose>
            <!-- "The BSD License" of their pom has three clauses, as their sources say -->
            <xsl:when test=". = 'BSD-4-Clause' and starts-with(../../../b:group, 'com.twelvemonkeys.')">BSD-3-Clause</xsl:when>
            <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:variable>
      <xsl:if test="not(b:licenses//b:license[contains($permissive, concat(' ', translate(b:id | b:name, ' ', '-'), ' '))] or $names = 'BSD-3-Clause')">
        <xsl:message terminate="yes"><xsl:value-of select="concat(b:group, ':', b:name, ' ', b:version, ' comes under ', $names, ', which src/build/third-party.xsl does not know as permissive')"/></xsl:message>
      </xsl:if>
      <xsl:value-of select="concat(b:group, ':', b:name, ' ', b:version, '  (', $names, ')&#10;')"/>
    </xsl:for-each>
    <xsl:text>&#10;Inside them: PostgreSQL (PostgreSQL licence) in the embedded-postgres-binaries, Redis 6.2 (BSD-3-Clause) in embedded-redis;&#10;ProseMirror (MIT) and uPlot (MIT) in tinmoi.jar, below webroot/vendor.&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
