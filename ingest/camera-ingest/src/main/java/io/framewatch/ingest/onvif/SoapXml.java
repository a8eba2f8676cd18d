package io.framewatch.ingest.onvif;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads and writes the XML of messages. Whatever comes from the network may be hostile. */
final class SoapXml {

    private SoapXml() {}

    /**
     * Parses a message. Document types, and so entities, are refused.
     *
     * @throws IOException if it is not well-formed XML
     */
    static Element parse(byte[] message) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // the default one prints
            return builder.parse(new ByteArrayInputStream(message)).getDocumentElement();
        } catch (SAXException e) {
            throw new IOException("not well-formed XML", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java platform has a safe XML parser", e);
        }
    }

    /** All elements of a local name below another, in their order; prefixes differ by device. */
    static List<Element> all(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The element at the end of a path of local names, each the first below the one before. */
    static Optional<Element> first(Element parent, String... path) {
        Optional<Element> element = Optional.of(parent);
        for (String name : path) {
            element = element.flatMap(above -> all(above, name).stream().findFirst());
        }
        return element;
    }

    /** The text at the end of a path; empty if there is none. */
    static String text(Element parent, String... path) {
        return first(parent, path).map(Node::getTextContent).map(String::strip).orElse("");
    }

    /** The number at the end of a path; 0 if there is none. */
    static double number(Element parent, String... path) {
        try {
            return Double.parseDouble(text(parent, path));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Text as the content of an element. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
