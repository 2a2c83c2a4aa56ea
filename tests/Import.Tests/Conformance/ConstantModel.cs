using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Tests.Conformance;

/// <summary>A node test with every input as a constant, beside an image that nothing reads: what constant folding makes of it.</summary>
internal static class ConstantModel
{
    public static ModelProto Of(NodeTest test)
    {
        var model = test.Model.Clone();
        model.Graph.Input.Clear();
        var names = test.InputNames;
        for (var i = 0; i < names.Length; i++)
        {
            var constant = test.Inputs[i].Clone();
            constant.Name = names[i];
            model.Graph.Initializer.Add(constant);
        }

        new ModelBuilder(model).Input("the_image", [1, 1, 8, 8]);
        return model;
    }
}
