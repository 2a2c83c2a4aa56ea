using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.OnnxFormat;
using static FpgaSeg.Import.Tests.ModelBuilder;

namespace FpgaSeg.Import.Tests;

/// <summary>Functions that a model defines, in the place of their calls; expected graphs by hand from the ONNX IR specification.</summary>
public sealed class LocalFunctionTests
{
    [Fact]
    public void A_function_becomes_its_nodes_once_per_call()
    {
        var model = new ModelBuilder();
        model.Proto.Functions.Add(new FunctionProto
        {
            Name = "Block",
            Domain = "own",
            Input = { "x" },
            Output = { "y" },
            Node = { Node("Sigmoid", "x", "t", name: "gate"), Node("Mul", "x t", "u", name: "product"), Node("MaxPool", "u", "y", name: "pool") },
        });
        model.Proto.Functions[0].Node[2].Attribute.Add(Ints("kernel_shape", 1, 1));
        Add(model, Node("Block", "image", "a", "own", "first"), Node("Block", "a", "b", "own", "second"), Node("Neg", "b", "logit", name: "negative"));

        var graph = model.ImportGraph();

        Assert.Equal(
            ["image", "first/product", "first/pool", "second/product", "second/pool", "negative", "mask"], graph.Nodes.Select(n => n.Name));
        Assert.Equal(2, graph.Nodes.Count(n => n.Operator.Equals(new FloatActivation(ActivationFunction.Silu))));
    }

    [Theory]
    [InlineData(0.25f, 0.25f)]
    [InlineData(null, 0.5f)]
    public void An_attribute_comes_from_the_call_or_is_the_default(float? given, float expected)
    {
        var model = new ModelBuilder();
        var inner = Node("LeakyRelu", "x", "y");
        inner.Attribute.Add(new AttributeProto { Name = "alpha", Type = 1, RefAttrName = "slope" });
        model.Proto.Functions.Add(new FunctionProto
        {
            Name = "Leak",
            Domain = "own",
            Input = { "x" },
            Output = { "y" },
            AttributeProto = { Float("slope", 0.5f) },
            Node = { inner },
        });
        var call = Node("Leak", "image", "logit", "own");
        if (given is { } slope)
            call.Attribute.Add(Float("slope", slope));
        Add(model, call);

        Assert.Equal(new FloatActivation(ActivationFunction.LeakyRelu(expected)), model.ImportGraph().Nodes[1].Operator);
    }

    /// <summary>Without a value at the call and without a default, the attribute is not there: LeakyRelu's own default holds.</summary>
    [Fact]
    public void An_attribute_that_nobody_gives_is_left_out()
    {
        var model = new ModelBuilder();
        var inner = Node("LeakyRelu", "x", "y");
        inner.Attribute.Add(new AttributeProto { Name = "alpha", Type = 1, RefAttrName = "slope" });
        model.Proto.Functions.Add(new FunctionProto { Name = "Leak", Domain = "own", Input = { "x" }, Output = { "y" }, Attribute = { "slope" }, Node = { inner } });
        Add(model, Node("Leak", "image", "logit", "own"));

        Assert.Equal(new FloatActivation(ActivationFunction.LeakyRelu(0.01f)), model.ImportGraph().Nodes[1].Operator);
    }

    /// <summary>The function's second input is left out by one call; its outputs are an input and one value twice.</summary>
    [Fact]
    public void Operands_may_be_left_out_and_passed_through()
    {
        var model = new ModelBuilder().Filled("w", 2, 1, 1, 1, 1).Filled("b", 3, 1);
        model.Proto.Functions.Add(new FunctionProto
        {
            Name = "Layer",
            Domain = "own",
            Input = { "x", "w", "b" },
            Output = { "same", "y", "again" },
            Node = { Node("Conv", "x w b", "y"), Node("Identity", "x", "unused") },
        });
        model.Proto.Functions[0].Output[0] = "x";
        model.Proto.Functions[0].Output[2] = "y";
        Add(model, Node("Layer", "image w b", "p q r", "own"), Node("Layer", "q w", "- s", "own"), Node("Add", "p r", "t"), Node("Add", "t s", "logit"));

        var graph = model.ImportGraph();

        var biases = graph.Nodes.Select(n => n.Operator).OfType<FloatConv2d>().Select(c => c.Bias[0]);
        Assert.Equal([3f, 0f], biases);
        Assert.Equal([0, 1], graph.Nodes.Single(n => n.Operator is FloatAdd && n.Inputs.Contains(0)).Inputs.ToArray());
    }

    /// <summary>x + other * alpha as PyTorch's function library writes it: alpha is an integer attribute of the call.</summary>
    [Fact]
    public void A_number_is_cast_like_the_map_beside_it()
    {
        var model = new ModelBuilder().Opset(18);
        var alpha = Node("Constant", "", "alpha");
        alpha.Attribute.Add(new AttributeProto { Name = "value_int", Type = 2, RefAttrName = "alpha" });
        model.Proto.Functions.Add(new FunctionProto
        {
            Name = "aten_add",
            Domain = "pkg.onnxscript.torch_lib",
            Input = { "self", "other" },
            Output = { "sum" },
            Attribute = { "alpha" },
            Node = { alpha, Node("CastLike", "alpha other", "factor"), Node("Mul", "other factor", "scaled"), Node("Add", "self scaled", "sum") },
        });
        var call = Node("aten_add", "image m", "logit", "pkg.onnxscript.torch_lib", "add");
        call.Attribute.Add(Int("alpha", 3));
        var pool = Node("MaxPool", "image", "m");
        pool.Attribute.Add(Ints("kernel_shape", 1, 1));
        Add(model, pool, call);

        var graph = model.ImportGraph();

        var image = new FeatureMap<float>(new FeatureShape(1, 4, 6), [.. Enumerable.Range(1, 24).Select(i => (float)i)]);
        Assert.Equal(image.Data.Select(v => 4 * v), new FloatExecutor(graph).RunLogit(image).Data);
    }

    /// <summary>Names inside a function are its own: the caller's values of the same names are others.</summary>
    [Fact]
    public void Names_inside_and_outside_do_not_meet()
    {
        var model = new ModelBuilder();
        model.Proto.Functions.Add(new FunctionProto
        {
            Name = "Inner",
            Domain = "own",
            Input = { "a" },
            Output = { "c" },
            Node = { Node("Relu", "a", "b"), Node("Neg", "b", "c") },
        });
        model.Proto.Functions.Add(new FunctionProto
        {
            Name = "Outer",
            Domain = "own",
            Input = { "b" },
            Output = { "a" },
            Node = { Node("Inner", "b", "c", "own"), Node("Sigmoid", "c", "a") },
        });
        Add(model, Node("Tanh", "image", "a"), Node("MaxPool", "a", "b"), Node("Outer", "b", "c", "own"), Node("MaxPool", "c", "logit"));
        foreach (var pool in model.Graph.Node.Where(n => n.OpType == "MaxPool"))
            pool.Attribute.Add(Ints("kernel_shape", 1, 1));

        var graph = model.ImportGraph();

        Assert.Equal(2, graph.Nodes.Count(n => n.Operator is FloatMaxPool2d));
        Assert.All(graph.Nodes.Skip(1), (n, i) => Assert.Equal([i], n.Inputs.ToArray()));
    }

    private static void Add(ModelBuilder model, params NodeProto[] nodes) => model.Graph.Node.AddRange(nodes);

    private static NodeProto Node(string op, string reads, string makes, string domain = "", string name = "")
    {
        var node = new NodeProto { OpType = op, Domain = domain, Name = name };
        node.Input.AddRange(reads.Split(' '));
        node.Output.AddRange(makes.Split(' ').Select(n => n == "-" ? "" : n));
        return node;
    }
}
