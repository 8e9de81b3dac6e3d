<?xml version="1.0" encoding="UTF-8"?>
<!--
  Turns a Schematron schema with the XSLT 2 binding (ISO/IEC 19757-3) into a
  stylesheet that lists what a document breaks: one <finding role=".."
  pattern="..">path: text</finding> each. In a pattern the first rule whose
  context matches a node decides; lets of patterns are global. Phases, abstract
  patterns and rules, extends and include are not known here and end the run.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:sch="http://purl.oclc.org/dsdl/schematron"
                xmlns:out="urn:suyuan:made" xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>
  <xsl:output indent="yes"/>

  <xsl:template match="/sch:schema">
    <xsl:if test="//sch:phase|//sch:extends|//sch:include|//*[@abstract]|//*[@is-a]">
      <xsl:message terminate="yes">a form of Schematron that this does not know</xsl:message>
    </xsl:if>
    <out:stylesheet version="3.0" exclude-result-prefixes="#all">
      <xsl:for-each select="sch:ns">
        <xsl:namespace name="{@prefix}" select="@uri"/>
      </xsl:for-each>
      <xsl:namespace name="xs" select="'http://www.w3.org/2001/XMLSchema'"/>
      <out:output indent="yes"/>
      <xsl:apply-templates select="sch:let|sch:pattern/sch:let"/>
      <out:template match="/">
        <findings>
          <xsl:for-each select="sch:pattern">
            <out:apply-templates select="/" mode="p{position()}"/>
          </xsl:for-each>
        </findings>
      </out:template>
      <xsl:for-each select="sch:pattern">
        <xsl:variable name="mode" select="concat('p', position())"/>
        <out:mode name="{$mode}" on-no-match="shallow-skip"/>
        <xsl:for-each select="sch:rule">
          <out:template match="{@context}" mode="{$mode}" priority="{last() - position() + 1}">
            <xsl:apply-templates select="sch:let"/>
            <xsl:apply-templates select="sch:assert|sch:report">
              <xsl:with-param name="pattern" select="$mode"/>
            </xsl:apply-templates>
            <out:apply-templates select="@*|node()" mode="{$mode}"/>
          </out:template>
        </xsl:for-each>
      </xsl:for-each>
    </out:stylesheet>
  </xsl:template>

  <xsl:template match="sch:let">
    <out:variable name="{@name}" select="{@value}"/>
  </xsl:template>

  <xsl:template match="sch:assert|sch:report">
    <xsl:param name="pattern"/>
    <out:if test="{if (self::sch:assert) then concat('not(', @test, ')') else @test}">
      <finding role="{@role}" pattern="{$pattern}">
        <out:value-of select="concat(path(.), ': ')"/>
        <xsl:apply-templates mode="words"/>
      </finding>
    </out:if>
  </xsl:template>

  <xsl:template match="sch:value-of" mode="words">
    <out:value-of select="{@select}"/>
  </xsl:template>
  <xsl:template match="text()" mode="words">
    <out:text><xsl:value-of select="replace(., '\s+', ' ')"/></out:text>
  </xsl:template>
</xsl:stylesheet>
